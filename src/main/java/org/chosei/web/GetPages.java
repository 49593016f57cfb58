package org.chosei.web;

import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Knows which addresses can be opened, and not only sent to: a page may be the answer to a form of another address. */
@Component
class GetPages {
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    GetPages(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** The path itself when it can be opened, else the next one above it that can; at last the front page. */
    String nearest(String path) {
        String only = path.replaceFirst("[?#].*", "");
        if (isPage(only)) {
            return path;
        }
        String above = only;
        while (above.lastIndexOf('/') > 0) {
            above = above.substring(0, above.lastIndexOf('/'));
            if (isPage(above)) {
                return above;
            }
        }
        return "/";
    }

    private boolean isPage(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return !path.equals("/error")
                && mappings.stream()
                        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                        .anyMatch(info -> opens(info, parsed));
    }

    private static boolean opens(RequestMappingInfo info, PathContainer path) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        var patterns = info.getPathPatternsCondition();
        return (methods.isEmpty() || methods.contains(RequestMethod.GET))
                && patterns != null
                && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }
}
