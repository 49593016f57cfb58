package org.chosei.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/** The filter chain: headers, form tokens, then who it is. Permissions are checked per handler, deny by default. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    @Bean
    SecurityFilterChain filterChain(HttpSecurity http, Site site, SignedIn signedIn) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(site.secure() ? "__Host-form" : "form");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(
                cookie -> cookie.secure(site.secure()).httpOnly(true).sameSite("Strict"));
        return http.headers(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(tokens))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .exceptionHandling(errors -> errors.accessDeniedHandler((request, response, _) -> {
                    request.setAttribute(Errors.SLUG, "form-expired");
                    response.sendError(403);
                }))
                .addFilterBefore(new SecurityHeaders(site), CsrfFilter.class)
                .addFilterBefore(new MultipartMemory(Runtime.getRuntime().maxMemory()), CsrfFilter.class)
                .addFilterAfter(new ScopeFilter(signedIn), CsrfFilter.class)
                .build();
    }

    /** There is no user list inside the framework: people are known to the identity room alone. */
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }
}
