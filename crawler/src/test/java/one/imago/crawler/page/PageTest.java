package one.imago.crawler.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final URI BASE = URI.create("http://example.org/dir/page.html");

    @Test
    void resolvesLinksAgainstThePageAndDropsFragments() {
        assertThat(parse("<a href='a.html#x'>a</a><a href='../b'>b</a><a href='a.html'>again</a>"
                                + "<a href='mailto:x@example.org'>m</a><a href='javascript:x()'>j</a>")
                        .links())
                .containsExactly(uri("http://example.org/dir/a.html"), uri("http://example.org/b"));
    }

    @Test
    void honoursBaseElement() {
        assertThat(parse("<base href='http://other.example/x/'><img src='p.jpg' srcset='q.jpg 2x'>")
                        .pictures())
                .containsExactly(uri("http://other.example/x/p.jpg"), uri("http://other.example/x/q.jpg"));
    }

    @Test
    void readsEveryCandidateOfASrcset() {
        assertThat(parse("<img src=s.jpg srcset='m.jpg 640w, l.jpg 1280w,xl,a.jpg 2x'>"
                                + "<picture><source srcset=\"w.webp\"></picture>")
                        .pictures())
                .containsExactly(
                        uri("http://example.org/dir/s.jpg"),
                        uri("http://example.org/dir/m.jpg"),
                        uri("http://example.org/dir/l.jpg"),
                        uri("http://example.org/dir/xl,a.jpg"),
                        uri("http://example.org/dir/w.webp"));
    }

    @Test
    void findsLazyAndSharedPictures() {
        assertThat(parse("<meta property='og:image' content='/og.jpg'><img data-src='lazy.jpg'>")
                        .pictures())
                .containsExactly(uri("http://example.org/og.jpg"), uri("http://example.org/dir/lazy.jpg"));
    }

    @Test
    void followsNothingWhereThePageAsksRobotsNotTo() {
        assertThat(parse("<meta name=robots content='noindex, NoFollow'><a href=a>a</a>")
                        .links())
                .isEmpty();
        assertThat(parse("<a rel='ugc nofollow' href=a>a</a><a href=b>b</a>").links())
                .containsExactly(uri("http://example.org/dir/b"));
    }

    @Test
    void ignoresDataAddressesAndBrokenOnes() {
        assertThat(parse("<img src='data:image/png;base64,AAAA'><img src='http://['><img src='http:///x'>")
                        .pictures())
                .isEmpty();
    }

    @Test
    void normalisesHostPortAndPath() {
        assertThat(Page.normalise(" HTTP://Example.ORG:80/a/../b c?q=1#f "))
                .contains(uri("http://example.org/b%20c?q=1"));
        assertThat(Page.normalise("ftp://example.org/")).isEmpty();
    }

    private static Page parse(String html) {
        return Page.parse(html.getBytes(StandardCharsets.UTF_8), BASE, "text/html; charset=utf-8");
    }

    private static URI uri(String text) {
        return URI.create(text);
    }

    @Test
    void keepsAtMostABoundedNumberOfReferences() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 6_000; i++) {
            html.append("<a href=p").append(i).append(">x</a>");
        }
        List<URI> links = parse(html.toString()).links();
        assertThat(links).hasSize(5_000);
    }
}
