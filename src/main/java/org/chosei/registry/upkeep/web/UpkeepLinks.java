package org.chosei.registry.upkeep.web;

import org.chosei.access.Permission;
import org.chosei.web.Link;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the upkeep of contacts is found in the navigation. */
@Configuration(proxyBeanMethods = false)
class UpkeepLinks {

    @Bean
    Link upkeepLink() {
        return new Link(51, "upkeep.title", "/contact-upkeep", Permission.REGISTRY);
    }
}
