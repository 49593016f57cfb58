package org.chosei.access;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The pieces of Spring that carry scopes to the database, and the one clock. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
class DatabaseAccess {

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, InstantSource clock) {
        return new ScopedTransactionManager(dataSource, clock);
    }

    @Bean
    @SuppressWarnings("PreferJavaTimeOverload")
    InstantSource clock() {
        return InstantSource.system();
    }
}
