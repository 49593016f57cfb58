package org.chosei.authorisation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Allow;
import org.chosei.access.Anyone;
import org.chosei.testing.Application;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A method and a path pattern that the running application answers. */
record Route(String method, String pattern, HandlerMethod handler) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** Every one, read from the application; signing out comes last, because afterwards nobody is there any more. */
    static List<Route> all(Application application) {
        List<Route> routes = new ArrayList<>();
        application.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((info, handler) -> {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod each : methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
                    routes.add(new Route(each.name(), pattern, handler));
                }
            }
        });
        routes.sort(Comparator.comparing((Route route) -> route.pattern.equals("/sign-out"))
                .thenComparing(Route::pattern)
                .thenComparing(Route::method));
        return routes;
    }

    boolean post() {
        return method.equals("POST");
    }

    /** Whether the handler's rule lets the caller in at all. */
    boolean permits(Caller caller) {
        Allow allow = handler.getMethodAnnotation(Allow.class);
        return allow == null ? forAnyone() : caller.may(allow.value());
    }

    boolean forAnyone() {
        return handler.hasMethodAnnotation(Anyone.class);
    }

    /** Each variable with the pattern up to it, which says what kind of thing it names. */
    Map<String, String> variables() {
        Map<String, String> found = new java.util.LinkedHashMap<>();
        Matcher matcher = VARIABLE.matcher(pattern);
        while (matcher.find()) {
            found.put(matcher.group(1), pattern.substring(0, matcher.end()));
        }
        return found;
    }

    String path(Map<String, String> values) {
        return VARIABLE.matcher(pattern).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }

    /** A form field that the handler reads. */
    record Field(String name, boolean required) {}

    Set<Field> fields() {
        Set<Field> fields = new LinkedHashSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam read = parameter.getParameterAnnotation(RequestParam.class);
            boolean file = parameter.getGenericParameterType().getTypeName().contains(MultipartFile.class.getName());
            if (read != null && !file && !Map.class.isAssignableFrom(parameter.getParameterType())) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                String name = read.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : read.name();
                boolean optional = !read.required()
                        || !read.defaultValue().equals(ValueConstants.DEFAULT_NONE)
                        || parameter.isOptional();
                fields.add(new Field(name, !optional));
            }
        }
        return fields;
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
