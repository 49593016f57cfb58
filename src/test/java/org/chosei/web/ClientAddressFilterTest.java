package org.chosei.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which address counts where tries are limited by network. */
class ClientAddressFilterTest {
    private static final String PROXY = "192.0.2.1";

    @Test
    void addressThatTheProxyWroteCountsInOneLineOrInSeveral() throws Exception {
        assertThat(seenBehind(PROXY, "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(seenBehind(PROXY, "203.0.113.1, 198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(seenBehind(PROXY, "203.0.113.1", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(seenBehind(PROXY)).isEqualTo(PROXY);
    }

    @Test
    void headerOfAnybodyElseMeansNothing() throws Exception {
        assertThat(seenBehind("203.0.113.5", "198.51.100.7")).isEqualTo("203.0.113.5");
    }

    private static String seenBehind(String peer, String... forwarded) throws Exception {
        var beans = new StaticListableBeanFactory();
        beans.addBean("proxies", new ProxyTrust(InetAddress.ofLiteral(PROXY)::equals));
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (String line : forwarded) {
            request.addHeader("X-Forwarded-For", line);
        }
        var chain = new MockFilterChain();
        new ClientAddressFilter(beans.getBeanProvider(ProxyTrust.class))
                .doFilter(request, new MockHttpServletResponse(), chain);
        return String.valueOf(
                chain.getRequest() == null ? null : chain.getRequest().getRemoteAddr());
    }
}
