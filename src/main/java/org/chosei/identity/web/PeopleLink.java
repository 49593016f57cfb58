package org.chosei.identity.web;

import org.chosei.access.Permission;
import org.chosei.web.Link;
import org.chosei.web.OwnLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where people are found in the navigation: those of the CSIRT last, they are needed least. */
@Configuration(proxyBeanMethods = false)
class PeopleLink {

    @Bean
    OwnLink membersLink() {
        return new OwnLink(40, "identity.members", "/members", Permission.KEEP_ORGANISATION);
    }

    @Bean
    Link recoveriesLink() {
        return new Link(53, "identity.recoveries", "/recoveries", Permission.REGISTRY);
    }

    @Bean
    Link peopleLink() {
        return new Link(90, "identity.people", "/people", Permission.STAFF_ACCOUNTS);
    }
}
