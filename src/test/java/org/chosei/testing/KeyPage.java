package org.chosei.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** A key on the page of its organisation, as its owner works with it. */
public record KeyPage(Browser browser, Browser.Page page, String fingerprint) {
    private static final Pattern CODE = Pattern.compile("[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){3}");

    /** The page of the own organisation as it is now. */
    public static KeyPage of(Browser browser, String fingerprint) {
        return new KeyPage(browser, browser.get("/organisation"), fingerprint);
    }

    /** Adds a certificate, pasted. */
    public static Browser.Page upload(Browser browser, byte[] certificate) {
        browser.get("/organisation");
        return browser.post("/organisation/keys", "armored", new String(certificate, US_ASCII));
    }

    private Element key() {
        return page.html().expectFirst("[data-key=" + fingerprint + "]");
    }

    /** {@code PROVED} or {@code UNPROVED}. */
    public String state() {
        return key().select("[data-key-state]").attr("data-key-state");
    }

    /** The armored message that only the owner can read. */
    public byte[] challenge() {
        return key().select("pre.challenge").text().getBytes(US_ASCII);
    }

    /** The code inside, read with gpg. */
    public String code(Gpg gpg) {
        Matcher code = CODE.matcher(gpg.decrypt(challenge()).text());
        if (!code.find()) {
            throw new AssertionError("no code in the challenge");
        }
        return code.group();
    }

    public Browser.Page prove(String code) {
        return browser.post(action("/proof"), "code", code);
    }

    public Browser.Page newChallenge() {
        return browser.post(action("/challenge"));
    }

    public Browser.Page retire() {
        return browser.post(action("/retirement"));
    }

    /** The address of a step of this key, whether or not the page offers it now. */
    public String action(String step) {
        String retirement = key().select("form[action$=/retirement]").attr("action");
        return retirement.substring(0, retirement.lastIndexOf('/')) + step;
    }
}
