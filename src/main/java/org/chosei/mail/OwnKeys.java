package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OwnKey;
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
 * The installation's own mail keys: made at the first start, read once into memory, the old ones kept to read old mail.
 * Only Chosei itself opens their secrets; a person who causes a signature never holds the key.
 */
@Component
public class OwnKeys {
    private static final long FIRST_KEY_LOCK = 0x63686f736569L;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Ledger ledger;
    private final MailSettings settings;
    private final InstantSource clock;
    private final TransactionTemplate ownTransaction;
    private volatile List<OwnKey> keys = List.of();

    OwnKeys(
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

    /** The certificate that others encrypt to and check our signatures with. */
    public OpenPgpKey certificate() {
        return current().certificate();
    }

    /** Every key that may open arrived mail, the current one first. */
    public List<OwnKey> all() {
        List<OwnKey> known = keys;
        return known.isEmpty() ? read() : known;
    }

    OwnKey current() {
        return all().getFirst();
    }

    private synchronized List<OwnKey> read() {
        if (keys.isEmpty()) {
            keys = Scopes.as(
                    new Scope.System(Purpose.SETUP),
                    () -> Objects.requireNonNull(ownTransaction.execute(_ -> findOrMake())));
        }
        return keys;
    }

    /** Of several nodes that start at once, one makes the key and the others wait and find it. */
    private List<OwnKey> findOrMake() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", FIRST_KEY_LOCK)
                .query((_, _) -> true)
                .single();
        List<SealedId> secrets = jdbc.sql(
                        "select secret from own_mail_key order by retired_at desc nulls first, made_at desc")
                .query((row, _) -> new SealedId(row.getObject(1, UUID.class)))
                .list();
        return secrets.isEmpty() ? List.of(make()) : open(secrets);
    }

    private List<OwnKey> open(List<SealedId> secrets) {
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.WORK, secrets);
        return secrets.stream()
                .map(id -> OwnKey.fromBytes(Objects.requireNonNull(opened.get(id), "an own mail key is not readable")
                        .bytes()))
                .toList();
    }

    private OwnKey make() {
        OwnKey key = OwnKey.generate(settings.from(), clock.instant());
        jdbc.sql(
                        "insert into own_mail_key (fingerprint, certificate, secret) values (:fingerprint, :certificate, :secret)")
                .param("fingerprint", key.fingerprint())
                .param("certificate", key.certificate().toBytes())
                .param("secret", vault.sealSecret(key.toBytes()).value())
                .update();
        ledger.append(Entry.ofInstallation("mail.key-made").about("key", key.fingerprint()));
        return key;
    }
}
