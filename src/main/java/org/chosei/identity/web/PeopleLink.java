package org.chosei.identity.web;

import org.chosei.access.Permission;
import org.chosei.web.Link;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the people of the CSIRT are found in the navigation: last, it is needed least. */
@Configuration(proxyBeanMethods = false)
class PeopleLink {

    @Bean
    Link peopleLink() {
        return new Link(90, "identity.people", "/people", Permission.STAFF_ACCOUNTS);
    }
}
