package org.chosei.registry;

import java.time.InstantSource;
import java.util.Objects;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.CoordinatorOrganisation;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The CSIRT that runs this installation, as an organisation; made at the first start under the names of the settings. */
@Component
class CoordinatingCsirt implements CoordinatorOrganisation, SmartInitializingSingleton {
    private final OrganisationStore store;
    private final Site site;
    private final InstantSource clock;
    private final TransactionTemplate ownTransaction;
    private volatile @Nullable OrganisationId id;

    CoordinatingCsirt(
            OrganisationStore store, Site site, InstantSource clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.site = site;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public void afterSingletonsInstantiated() {
        id();
    }

    @Override
    public OrganisationId id() {
        OrganisationId known = id;
        return known == null ? findOrMake() : known;
    }

    private synchronized OrganisationId findOrMake() {
        OrganisationId found = Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> Objects.requireNonNull(ownTransaction.execute(
                        _ -> store.coordinator(Uuid7.at(clock.instant()), site.nameJa(), site.nameEn()))));
        id = found;
        return found;
    }
}
