package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OwnSmimeKey;
import org.chosei.crypto.SmimeCertificate;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The installation's own S/MIME key, made when somebody first asks for its certificate: until then nobody can have encrypted
 * to it. Only Chosei itself opens its secret.
 */
@Component
public class OwnSmimeKeys {
    private static final long FIRST_KEY_LOCK = 0x736d696d65L;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Ledger ledger;
    private final MailSettings settings;
    private final InstantSource clock;
    private final TransactionTemplate ownTransaction;
    private volatile List<OwnSmimeKey> keys = List.of();

    OwnSmimeKeys(
            JdbcClient jdbc,
            Vault vault,
            Ledger ledger,
            MailSettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The certificate that others encrypt to; made now if there is none or the last one has ended. */
    public SmimeCertificate certificate() {
        return current().certificate();
    }

    /** The key that signs what leaves by S/MIME; made now if there is none or the last one has ended. */
    OwnSmimeKey signing() {
        return current();
    }

    /** Every key that may open arrived mail, the newest first; empty while nobody asked for a certificate. */
    public List<OwnSmimeKey> all() {
        if (keys.isEmpty()) {
            keys = inSetup(this::read);
        }
        return keys;
    }

    private synchronized OwnSmimeKey current() {
        List<OwnSmimeKey> known = all();
        if (known.isEmpty() || ends(known.getFirst())) {
            keys = inSetup(this::readOrMake);
        }
        return keys.getFirst();
    }

    private boolean ends(OwnSmimeKey key) {
        return !clock.instant()
                .isBefore(Objects.requireNonNull(key.certificate().expiresAt()));
    }

    private List<OwnSmimeKey> inSetup(java.util.function.Supplier<List<OwnSmimeKey>> work) {
        return Scopes.as(
                new Scope.System(Purpose.SETUP), () -> Objects.requireNonNull(ownTransaction.execute(_ -> work.get())));
    }

    /** Of several nodes at once, one makes the key and the others wait and find it. */
    private List<OwnSmimeKey> readOrMake() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", FIRST_KEY_LOCK)
                .query((_, _) -> true)
                .single();
        List<OwnSmimeKey> known = read();
        if (!known.isEmpty() && !ends(known.getFirst())) {
            return known;
        }
        make();
        return read();
    }

    private List<OwnSmimeKey> read() {
        List<SealedId> secrets = jdbc.sql("select secret from own_smime_key order by made_at desc")
                .query((row, _) -> new SealedId(row.getObject(1, UUID.class)))
                .list();
        Map<SealedId, Opened> opened = secrets.isEmpty() ? Map.of() : vault.open(OpenPurpose.WORK, secrets);
        return secrets.stream()
                .map(id -> OwnSmimeKey.fromBytes(
                        Objects.requireNonNull(opened.get(id), "an own S/MIME key is not readable")
                                .bytes()))
                .toList();
    }

    private void make() {
        String from = settings.from();
        String name =
                from.contains("<") ? from.substring(0, from.lastIndexOf('<')).strip() : "";
        OwnSmimeKey key = OwnSmimeKey.generate(name, settings.fromAddress(), clock.instant());
        jdbc.sql(
                        "insert into own_smime_key (fingerprint, certificate, secret) values (:fingerprint, :certificate, :secret)")
                .param("fingerprint", key.certificate().fingerprint())
                .param("certificate", key.certificate().toBytes())
                .param("secret", vault.sealSecret(key.toBytes()).value())
                .update();
        ledger.append(Entry.ofInstallation("mail.key-made")
                .about("key", key.certificate().fingerprint()));
    }
}
