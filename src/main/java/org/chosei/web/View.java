package org.chosei.web;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * A page: a template and what it shows. Handlers return it; it renders after the handler, so after the transaction that
 * recorded the reading. Each template has a parameter {@code frame}.
 */
public record View(String template, Map<String, Object> parameters, HttpStatus status)
        implements org.springframework.web.servlet.View {

    public static View of(String template) {
        return new View(template, Map.of(), HttpStatus.OK);
    }

    public static View of(String template, String name, Object value) {
        return of(template).with(name, value);
    }

    public View with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(name, value);
        return new View(template, more, status);
    }

    public View status(HttpStatus status) {
        return new View(template, parameters, status);
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var beans = RequestContextUtils.findWebApplicationContext(request);
        if (beans == null) {
            throw new IllegalStateException("a view is rendered inside the web application");
        }
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("frame", beans.getBean(Frames.class).of(request));
        StringOutput output = new StringOutput();
        beans.getBean(TemplateEngine.class).render(template + ".jte", all, output);
        byte[] page = NarrowTables.labelled(output.toString()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(getContentType());
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
