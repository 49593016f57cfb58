package org.chosei.registry.web;

import org.chosei.access.Permission;
import org.chosei.web.Link;
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
}
