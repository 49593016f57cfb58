package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Tells that a form was taken: it was answered by a redirect, while one that has to be mended is shown again. */
final class TakenForms implements HandlerInterceptor {
    private final ObjectProvider<FormWords> words;

    TakenForms(ObjectProvider<FormWords> words) {
        this.words = words;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView answer) {
        if ("POST".equals(request.getMethod())
                && answer != null
                && answer.getView() instanceof RedirectView
                && request.getAttribute(ScopeFilter.WHO) != null) {
            String draft = request.getParameter(FormWords.ID);
            if (draft != null && !draft.isEmpty()) {
                words.ifAvailable(each -> each.taken(draft));
            }
        }
    }
}
