package org.chosei.registry.web;

import org.chosei.access.Permission;
import org.chosei.web.Link;
import org.chosei.web.OwnLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the registry is found in the navigation. */
@Configuration(proxyBeanMethods = false)
class RegistryLinks {

    @Bean
    Link registrationsLink() {
        return new Link(50, "registry.registrations", "/registrations", Permission.REGISTRY);
    }

    @Bean
    Link organisationsLink() {
        return new Link(51, "registry.organisations", "/organisations", Permission.REGISTRY);
    }

    @Bean
    Link contactChangesLink() {
        return new Link(51, "registry.contact-changes", "/contact-changes", Permission.REGISTRY);
    }

    @Bean
    Link ourOrganisationLink() {
        return new Link(52, "registry.our-organisation", "/organisation", Permission.OWN_ORGANISATION);
    }

    @Bean
    OwnLink ourOverviewLink() {
        return new OwnLink(10, "registry.our-overview", "/organisation", Permission.OWN_ORGANISATION);
    }

    @Bean
    OwnLink ourContactsLink() {
        return new OwnLink(20, "registry.contacts", "/organisation#contacts", Permission.OWN_ORGANISATION);
    }

    @Bean
    OwnLink ourKeysLink() {
        return new OwnLink(30, "registry.keys", "/organisation#keys", Permission.OWN_ORGANISATION);
    }

    @Bean
    OwnLink ourProductsLink() {
        return new OwnLink(50, "registry.products", "/organisation/products", Permission.OWN_ORGANISATION);
    }

    @Bean
    OwnLink ourKeywordsLink() {
        return new OwnLink(60, "registry.keywords", "/organisation/keywords", Permission.OWN_ORGANISATION);
    }

    @Bean
    OwnLink asSeenLink() {
        return new OwnLink(70, "registry.as-seen", "/organisation/as-seen", Permission.OWN_ORGANISATION);
    }
}
