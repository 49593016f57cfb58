package org.chosei.demo;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.conversation.Messages;
import org.chosei.conversation.NamedThreads;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.ThreadKind;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A long thread in which many vendors talk, every message written as its person writes it. */
final class LargeCaseTalk {
    /** Every tenth message is of staff. */
    private static final int STAFF_WRITES = 10;

    private final Server server;
    private final Scope staff;

    LargeCaseTalk(Server server, Scope staff) {
        this.server = server;
        this.staff = staff;
    }

    /** The thread's id with the part of its address that opens it at the message in its middle. */
    String fill(CaseId of, List<OrganisationId> vendors, int messages) {
        ThreadId thread = as(
                staff,
                () -> server.part(NamedThreads.class)
                        .open(UUID.randomUUID(), of, ThreadKind.ALL, "Talk of " + messages, List.of(), false));
        for (int i = 0; i < messages; i++) {
            String words = "Message " + i + "\n\n更新プログラムを準備しています。 We are preparing an update.";
            as(i % STAFF_WRITES == 0 ? staff : member(vendors.get(i % vendors.size())), () -> {
                server.part(Messages.class).post(thread, words, List.of());
                return true;
            });
        }
        return thread + "?at="
                + as(
                        staff,
                        () -> server.part(JdbcClient.class)
                                .sql(
                                        "select id from message where thread_id = :thread order by id offset :half limit 1")
                                .param("thread", thread.value())
                                .param("half", messages / 2)
                                .query(UUID.class)
                                .single());
    }

    private static Scope member(OrganisationId vendor) {
        return new Scope.Person(new PersonId(UUID.randomUUID()), vendor, Set.of(Role.MEMBER));
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = server.part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
