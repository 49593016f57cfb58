package org.chosei.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.ledger.LedgerRoom;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultTest {
    private final LedgerRoom room = new LedgerRoom();
    private final Vault vault = room.application.bean(Vault.class);

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void whatIsSealedOpensAgainAndIsNotInTheDatabaseInClear() {
        CaseId of = LedgerRoom.newCase();
        SealedId id = seal(of, audience(of, Audience.Kind.STAFF, null), "未公開の内容");
        assertThat(open(room.staff, id).text()).isEqualTo("未公開の内容");
        assertThat(room.as(
                        room.staff,
                        () -> room.jdbc()
                                .sql("select position(:text in bytes) from sealed_item where id = :id")
                                .param("text", "未公開".getBytes(StandardCharsets.UTF_8))
                                .param("id", id.value())
                                .query(Integer.class)
                                .single()))
                .isZero();
    }

    @Test
    void sealedBytesCannotBeMovedToAnotherItemOrAlteredOrPutUnderAnotherKey() {
        CaseId of = LedgerRoom.newCase();
        CaseId other = LedgerRoom.newCase();
        AudienceId staff = audience(of, Audience.Kind.STAFF, null);
        SealedId harmless = seal(of, staff, "harmless");
        SealedId moved = seal(of, staff, "secret");
        SealedId altered = seal(of, staff, "secret");
        SealedId rekeyed = seal(of, staff, "secret");
        SealedId elsewhere = seal(other, audience(other, Audience.Kind.STAFF, null), "elsewhere");
        room.tamper(
                "update sealed_item set bytes = (select bytes from sealed_item where id = '%s') where id = '%s'"
                        .formatted(harmless, moved),
                "update sealed_item set bytes = set_byte(bytes, 15, get_byte(bytes, 15) # 1) where id = '%s'"
                        .formatted(altered),
                "update sealed_item set key_id = (select key_id from sealed_item where id = '%s') where id = '%s'"
                        .formatted(elsewhere, rekeyed));
        for (SealedId id : List.of(moved, altered, rekeyed)) {
            assertThatThrownBy(() -> open(room.staff, id)).isInstanceOf(SealBroken.class);
        }
        assertThat(open(room.staff, harmless).text()).isEqualTo("harmless");
    }

    @Test
    void aWrappedKeyCannotBeMovedToAnotherScope() {
        CaseId of = LedgerRoom.newCase();
        CaseId other = LedgerRoom.newCase();
        SealedId id = seal(of, audience(of, Audience.Kind.STAFF, null), "secret");
        seal(other, audience(other, Audience.Kind.STAFF, null), "elsewhere");
        room.tamper(
                "update vault_key set wrapped = (select wrapped from vault_key where subject = '%s') where subject = '%s'"
                        .formatted(other, of));
        assertThatThrownBy(() -> open(room.staff, id)).isInstanceOf(SealBroken.class);
    }

    @Test
    void whatWasShreddedIsAbsentForEverybodyAndTheRestStays() {
        CaseId of = LedgerRoom.newCase();
        CaseId other = LedgerRoom.newCase();
        AudienceId staff = audience(of, Audience.Kind.STAFF, null);
        SealedId id = seal(of, staff, "secret");
        SealedId stays = seal(other, audience(other, Audience.Kind.STAFF, null), "stays");
        open(room.staff, id);
        room.as(room.staff, () -> {
            vault.shred(new VaultScope.OfCase(of));
            return true;
        });
        assertThat(room.as(room.staff, () -> vault.open(OpenPurpose.READ, List.of(id, stays))))
                .containsOnlyKeys(stays);
        assertThatThrownBy(() -> open(room.staff, id)).isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> seal(of, staff, "more"))
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining("shredded");
    }

    /** Another node, or an administrator's statement, shreds: no memory of this process may outlive it. */
    @Test
    void aKeyShreddedElsewhereIsGoneHereToo() {
        CaseId of = LedgerRoom.newCase();
        SealedId id = seal(of, audience(of, Audience.Kind.STAFF, null), "secret");
        open(room.staff, id);
        room.tamper("update vault_key set wrapped = null, shredded_at = now() where subject = '" + of + "'");
        assertThat(room.as(room.staff, () -> vault.open(OpenPurpose.READ, List.of(id))))
                .isEmpty();
    }

    @Test
    void onlyStaffShreds() {
        CaseId of = LedgerRoom.newCase();
        SealedId id = seal(of, audience(of, Audience.Kind.STAFF, null), "secret");
        for (Scope scope : List.of(new Scope.Organisation(VENDOR_A), new Scope.System(Purpose.MAIL_IN))) {
            room.as(scope, () -> {
                vault.shred(new VaultScope.OfCase(of));
                return true;
            });
            assertThat(open(room.staff, id).text()).isEqualTo("secret");
        }
    }

    @Test
    void vendorsOpenWhatTheirAudiencesAreGrantedAndNothingOfOthers() {
        CaseId of = LedgerRoom.newCase();
        AudienceId ofA = audience(of, Audience.Kind.ORGANISATION, VENDOR_A);
        AudienceId ofB = audience(of, Audience.Kind.ORGANISATION, VENDOR_B);
        AudienceId all = audience(of, Audience.Kind.ALL_VENDORS, null);
        grant(of, VENDOR_A, ofA);
        grant(of, VENDOR_B, ofB);
        SealedId forA = seal(of, ofA, "for A");
        SealedId forB = seal(of, ofB, "for B");
        SealedId forAll = seal(of, all, "for all vendors of the case");
        SealedId staff = seal(of, audience(of, Audience.Kind.STAFF, null), "for staff");
        SealedId ownB = room.as(room.staff, () -> vault.seal(VENDOR_B, new byte[] {1}));
        List<SealedId> everything = List.of(forA, forB, forAll, staff, ownB);
        assertThat(opened(new Scope.Organisation(VENDOR_A), everything)).containsOnlyKeys(forA, forAll);
        assertThat(opened(new Scope.Organisation(VENDOR_B), everything)).containsOnlyKeys(forB, ownB, forAll);
        assertThat(opened(new Scope.Organisation(new OrganisationId(java.util.UUID.randomUUID())), everything))
                .isEmpty();
        assertThat(opened(new Scope.Public(), everything)).isEmpty();
        assertThat(opened(new Scope.System(Purpose.VERIFICATION), everything)).isEmpty();
    }

    @Test
    void oneEntryForEachOpeningTellsWhoReadWhatAndNothingWhenNothingWasOpened() {
        CaseId of = LedgerRoom.newCase();
        AudienceId ofA = audience(of, Audience.Kind.ORGANISATION, VENDOR_A);
        grant(of, VENDOR_A, ofA);
        SealedId first = seal(of, ofA, "one");
        SealedId second = seal(of, ofA, "two");
        opened(new Scope.Organisation(VENDOR_A), List.of(first, second));
        opened(new Scope.Organisation(VENDOR_B), List.of(first, second));
        assertThat(entries(of))
                .containsExactly("content.read organisation:" + VENDOR_A + " [\"organisation:" + VENDOR_A
                        + "\",\"sealed:" + first + "\",\"sealed:" + second + "\"]");
    }

    @Test
    void anOpeningThatIsRolledBackWasNoReading() {
        CaseId of = LedgerRoom.newCase();
        SealedId id = seal(of, audience(of, Audience.Kind.STAFF, null), "secret");
        assertThatIllegalStateException()
                .isThrownBy(() -> room.as(room.staff, () -> {
                    vault.open(OpenPurpose.READ, id);
                    throw new IllegalStateException("the page fails");
                }));
        assertThat(entries(of)).isEmpty();
    }

    /** P6: what cannot be recorded is not shown. */
    @Test
    void contentLeavesOnlyAfterItsReadingIsCommitted() {
        try (LedgerRoom own = new LedgerRoom()) {
            Browser coordinator = TestPerson.joined(
                            own.application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
                    .browser();
            CoordinatedCase of = own.as(
                    own.staff,
                    () -> own.application
                            .bean(Cases.class)
                            .open(new NewCase(
                                    "Zephyr title",
                                    "Zephyr summary",
                                    "Router",
                                    Tlp.AMBER,
                                    VENDOR_B,
                                    "",
                                    null,
                                    own.application.clock().instant())));
            assertThat(coordinator.get("/cases/" + of.id()).body()).contains("Zephyr summary");
            own.tamper("alter table ledger_entry add constraint none check (kind not like 'content.%') not valid");
            Browser.Page refused = coordinator.get("/cases/" + of.id());
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).doesNotContain("Zephyr");
        }
    }

    private AudienceId audience(
            CaseId of, Audience.Kind kind, @org.jspecify.annotations.Nullable OrganisationId organisation) {
        return room.as(room.staff, () -> room.application.bean(Audiences.class).open(of, kind, organisation));
    }

    private void grant(CaseId of, OrganisationId organisation, AudienceId audience) {
        room.as(room.staff, () -> {
            room.application
                    .bean(Grants.class)
                    .grant(
                            of,
                            null,
                            room.application.clock().instant().minusSeconds(1),
                            List.of(new Grants.Grant(organisation, audience, null)));
            return true;
        });
    }

    private SealedId seal(CaseId of, AudienceId audience, String text) {
        return room.as(room.staff, () -> vault.seal(of, audience, text));
    }

    private Opened open(Scope scope, SealedId id) {
        return room.as(scope, () -> vault.open(OpenPurpose.READ, id));
    }

    private Map<SealedId, Opened> opened(Scope scope, List<SealedId> ids) {
        return room.as(scope, () -> vault.open(OpenPurpose.READ, ids));
    }

    private List<String> entries(CaseId of) {
        return room.as(
                new Scope.System(Purpose.VERIFICATION),
                () -> room.jdbc()
                        .sql(
                                "select kind || ' ' || actor || ' ' || subjects from ledger_entry where chain = ? order by seq")
                        .param(of.value())
                        .query(String.class)
                        .list());
    }
}
