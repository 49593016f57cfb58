package org.chosei.mail.proof;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/** The resolver of the host, asked through the JDK's own DNS client. */
public final class SystemDns implements DnsTexts {
    private static final String FIRST_TIMEOUT_MILLIS = "2000";
    private static final String TRIES = "2";
    private static final int MOST_TEXTS = 20;
    private static final int LONGEST = 8 * 1024;

    // The DNS provider of JNDI gives texts; it has no objects that could be deserialised.
    @Override
    @SuppressWarnings("BanJNDI")
    public Answer ask(String name) {
        var settings = new Hashtable<String, String>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            var context = new InitialDirContext(settings);
            try {
                return texts(
                        context.getAttributes(name + ".", new String[] {"TXT"}).get("TXT"));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException noSuchName) {
            return new Texts(List.of());
        } catch (NamingException | RuntimeException failure) {
            return new Unavailable();
        }
    }

    private static Answer texts(@Nullable Attribute records) throws NamingException {
        List<String> all = new ArrayList<>();
        if (records != null) {
            NamingEnumeration<?> each = records.getAll();
            while (each.hasMore() && all.size() < MOST_TEXTS) {
                String text = joined(String.valueOf(each.next()));
                if (text.length() <= LONGEST) {
                    all.add(text);
                }
            }
        }
        return new Texts(all);
    }

    /** The JDK gives several strings of one record with a space between, quoted where they hold one. */
    static String joined(String record) {
        var text = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < record.length(); at++) {
            char each = record.charAt(at);
            if (each == '\\' && quoted && at + 1 < record.length()) {
                text.append(record.charAt(++at));
            } else if (each == '"') {
                quoted = !quoted;
            } else if (quoted || each != ' ') {
                text.append(each);
            }
        }
        return text.toString();
    }
}
