package org.chosei.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Connection;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A browser without JavaScript: cookies, pages, forms with what they already hold, redirects followed. */
final class HttpVisitor implements Visitor {
    private static final String BOUNDARY = "-----chosei-form";

    private final URI base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private String token = "";

    HttpVisitor(URI base) {
        this.base = base;
    }

    /** Takes over a cookie of another browser. */
    void keep(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(base, cookie);
    }

    @Override
    public Page open(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    @Override
    public Page submit(Page page, String selector, String... fields) {
        FormElement form = page.form(selector);
        List<Field> given = Field.pairs(fields);
        List<Field> all = new ArrayList<>();
        for (Connection.KeyVal held : form.formData()) {
            if (given.stream().noneMatch(field -> field.name().equals(held.key()))) {
                all.add(new Field(held.key(), held.value()));
            }
        }
        for (Field field : given) {
            StepFailed.unless(
                    form.selectFirst("[name=" + field.name() + "]") != null,
                    "%s has no field %s",
                    selector,
                    field.name());
            all.add(field);
        }
        return form.attr("enctype").equals("multipart/form-data")
                ? send(multipart(form.attr("action"), all))
                : send(encoded(form.attr("action"), all));
    }

    @Override
    public Page post(String path, String... fields) {
        List<Field> all = new ArrayList<>(List.of(new Field("_csrf", token)));
        all.addAll(Field.pairs(fields));
        return send(encoded(path, all));
    }

    @Override
    public Page fetch(String path) {
        return open(path);
    }

    private record Field(String name, String value) {
        static List<Field> pairs(String... fields) {
            List<Field> pairs = new ArrayList<>();
            for (int i = 0; i < fields.length; i += 2) {
                pairs.add(new Field(fields[i], fields[i + 1]));
            }
            return pairs;
        }
    }

    private HttpRequest.Builder encoded(String path, List<Field> fields) {
        String body = fields.stream()
                .map(field -> field.name() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder multipart(String path, List<Field> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(field -> body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
                        + field.name() + "\"\r\n\r\n" + field.value() + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(
                    request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofByteArray());
            Page page = Page.of(response.statusCode(), response.uri().getRawPath(), response.body());
            Element found = page.html().selectFirst("input[name=_csrf]");
            token = found == null ? token : found.val();
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
