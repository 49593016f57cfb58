// An address that ends in #eNUMBER names an entry; when it is on another page of the timeline, that page is opened.
const named = /^#e([0-9a-f]{1,12})$/.exec(location.hash);
if (named && !document.getElementById("e" + named[1]) && !new URLSearchParams(location.search).has("e")) {
    location.replace(location.pathname + "?e=" + named[1] + location.hash);
}
