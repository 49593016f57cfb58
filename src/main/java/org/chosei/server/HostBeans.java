package org.chosei.server;

import java.net.InetAddress;
import java.time.Duration;
import org.chosei.agreements.FontFiles;
import org.chosei.cases.CaseNumbering;
import org.chosei.cases.numbers.NumberSchemes;
import org.chosei.conversation.MailBelief;
import org.chosei.conversation.files.FileLimit;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.MasterKey;
import org.chosei.installation.Settings;
import org.chosei.installation.SigningKey;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.CheckpointKey;
import org.chosei.ledger.FileAnchor;
import org.chosei.mail.MailInSettings;
import org.chosei.mail.MailSettings;
import org.chosei.mail.MailTls;
import org.chosei.registry.upkeep.UpkeepSettings;
import org.chosei.scoring.Weaknesses;
import org.chosei.vault.MasterKeyBytes;
import org.chosei.web.ProxyTrust;
import org.chosei.web.Site;
import org.springframework.context.support.GenericApplicationContext;

/** Hands the host's facts to the rooms, each as the type that the room asks for. */
final class HostBeans {
    private HostBeans() {}

    static void register(
            GenericApplicationContext context,
            Settings settings,
            DataDirectory directory,
            MasterKey masterKey,
            SigningKey signingKey) {
        context.registerBean(
                MasterKeyBytes.class, () -> new MasterKeyBytes(masterKey.key().getEncoded()));
        context.registerBean(Site.class, () -> site(settings));
        context.registerBean(
                CaseNumbering.class, () -> new CaseNumbering(settings.caseNumberPrefix(), settings.timeZone()));
        context.registerBean(NumberSchemes.class, () -> schemes(settings));
        context.registerBean(
                UpkeepSettings.class, () -> new UpkeepSettings(Duration.ofDays(settings.contactsStaleAfterDays())));
        context.registerBean(FileLimit.class, () -> new FileLimit(settings.filesLargestMb() * 1024L * 1024));
        context.registerBean(MailBelief.class, () -> settings.mail()::believesDomains);
        context.registerBean(MailSettings.class, () -> mail(settings));
        context.registerBean(MailInSettings.class, () -> mailIn(settings.mail()));
        context.registerBean(
                FontFiles.class, () -> FontFiles.of(settings.fontFile().orElse(null)));
        context.registerBean(
                Weaknesses.class, () -> Weaknesses.of(settings.cweListFile().orElse(null)));
        context.registerBean(CheckpointKey.class, () -> new HostCheckpointKey(signingKey));
        context.registerBean(Anchor.class, () -> new FileAnchor(directory.keys().resolve("checkpoints.log")));
        context.registerBean(ProxyTrust.class, () -> new ProxyTrust(peer -> trusts(settings, peer)));
    }

    private static Site site(Settings settings) {
        return new Site(
                settings.baseUrl(), settings.csirt().nameJa(), settings.csirt().nameEn(), settings.timeZone());
    }

    private static NumberSchemes schemes(Settings settings) {
        return new NumberSchemes(settings.numberSchemes().stream()
                .map(each -> new NumberSchemes.Scheme(
                        each.prefix(),
                        each.random() ? NumberSchemes.Digits.RANDOM : NumberSchemes.Digits.SEQUENTIAL,
                        each.digits()))
                .toList());
    }

    private static boolean trusts(Settings settings, InetAddress peer) {
        return settings.web().trustedProxies().stream().anyMatch(range -> range.contains(peer));
    }

    private static MailInSettings mailIn(Settings.Mail mail) {
        return new MailInSettings(
                mail.lmtpPort().orElse(-1),
                mail.imap()
                        .map(imap -> new MailInSettings.Imap(
                                imap.host(),
                                imap.port(),
                                imap.tls(),
                                imap.login().user(),
                                imap.login().password().value(),
                                imap.folder()))
                        .orElse(null),
                mail.incoming().map(HostBeans::tls).orElseGet(MailTls.Off::new));
    }

    private static MailTls tls(Settings.Incoming incoming) {
        if (!incoming.tlsOffered()) {
            return new MailTls.Off();
        }
        return incoming.certificate()
                .<MailTls>map(files -> new MailTls.Files(files.certificateFile(), files.keyFile()))
                .orElseGet(MailTls.SelfMade::new);
    }

    private static MailSettings mail(Settings settings) {
        Settings.Mail mail = settings.mail();
        Settings.Relay relay = mail.relay();
        return new MailSettings(
                mail.fromAddress(),
                mail.envelopeAddress(),
                mail.domain(),
                relay.host(),
                relay.port(),
                relay.tlsRequired(),
                relay.login()
                        .map(login -> new MailSettings.Login(
                                login.user(), login.password().value()))
                        .orElse(null),
                mail.incoming().map(Settings.Incoming::address).orElse(null),
                mail.incoming().map(Settings.Incoming::port).orElse(0));
    }
}
