//! What is pasted into somebody's page so that a player stands there: the same player in the words
//! of each tool. Whatever a title holds stays a title in all of them.

use super::share::markdown;
use crate::words::either;
use tcp_scenarios::prose::Lang;
use tcp_view::address::Theme;

/// In which way a player is put into a page.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Form {
    /// HTML with a frame.
    #[default]
    Frame,
    /// HTML with the element and its script.
    Element,
    /// HTML that templates of Hexo and Jekyll leave alone.
    Raw,
    /// A shortcode of Hugo; its file is [`SHORTCODE`].
    Hugo,
    /// JSX in Markdown.
    Mdx,
    /// A figure that leads to the page.
    Markdown,
    /// The address of the page.
    Link,
}

/// The file that the shortcode needs: `layouts/shortcodes/tcp-lanes.html`.
pub(super) const SHORTCODE: &str =
    include_str!("../../../../deploy/hugo/layouts/shortcodes/tcp-lanes.html");

/// How high a frame is where nobody says so: a player is higher than wide on a phone, and not the
/// whole of a large window.
const HEIGHT: &str = "clamp(560px,75vw,720px)";

/// A player that is to stand somewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Player {
    /// The folder of the site, with its slash.
    pub(super) site: String,
    /// What it is called.
    pub(super) title: String,
    /// What is asked of it: names and values of `tcp_view::embed`.
    pub(super) asked: Vec<(&'static str, String)>,
    /// What a link to a changed run has behind `s=`, or nothing.
    pub(super) changes: String,
    /// Its height in pixels, where that is given.
    pub(super) height: Option<u32>,
    /// The address of the page that shows the same.
    pub(super) page: String,
    /// The address of its figure, where the site has one.
    pub(super) figure: Option<String>,
    /// The language of the words around it.
    pub(super) lang: Lang,
}

impl Form {
    pub(super) const ALL: [Form; 7] =
        [Form::Frame, Form::Element, Form::Raw, Form::Hugo, Form::Mdx, Form::Markdown, Form::Link];

    /// As the page's elements name it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Form::Frame => "iframe",
            Form::Element => "element",
            Form::Raw => "raw",
            Form::Hugo => "hugo",
            Form::Mdx => "mdx",
            Form::Markdown => "markdown",
            Form::Link => "link",
        }
    }

    /// Whether a player runs in the page then.
    pub(super) const fn runs(self) -> bool {
        match self {
            Form::Frame | Form::Element | Form::Raw | Form::Hugo | Form::Mdx => true,
            Form::Markdown | Form::Link => false,
        }
    }

    /// What is pasted.
    pub(super) fn code(self, player: &Player) -> String {
        match self {
            Form::Frame => player.frame(),
            Form::Element => player.element(),
            Form::Raw => ["{% raw %}\n", &*player.frame(), "\n{% endraw %}"].concat(),
            Form::Hugo => player.hugo(),
            Form::Mdx => player.mdx(),
            Form::Markdown => markdown(&player.page, &player.title, player.figure.as_deref()),
            Form::Link => player.page.clone(),
        }
    }
}

impl Player {
    /// The address of the player as a page of its own.
    pub(super) fn address(&self) -> String {
        let changes = match &*self.changes {
            "" => String::new(),
            changes => ["#s=", changes].concat(),
        };
        [&*self.site, "embed/?", &*self.query(), &*changes].concat()
    }

    /// The same with everything in its query: another one is another page to a browser. Where it is to
    /// have the colours of the page that it stands in, it has those of this page.
    pub(super) fn preview(&self, here: Theme) -> String {
        let mut address = [&*self.site, "embed/?", &*self.query()].concat();
        if here != Theme::Auto && self.asked.iter().all(|(name, _)| *name != "theme") {
            address += "&theme=";
            address += here.name();
        }
        if !self.changes.is_empty() {
            address += "&s=";
            address += &self.changes;
        }
        address
    }

    /// What is asked of it, as an address has it.
    pub(super) fn query(&self) -> String {
        let pairs = self.asked.iter().map(|(name, value)| [name, "=", &**value].concat());
        pairs.collect::<Vec<_>>().join("&")
    }

    fn frame(&self) -> String {
        let shape = match self.height {
            Some(height) => format!("height:{height}px"),
            None => ["height:", HEIGHT].concat(),
        };
        format!(
            "<iframe src=\"{}\" title=\"{}\" loading=\"lazy\" allow=\"fullscreen; clipboard-write\" \
             style=\"width:100%;{shape};border:0;color-scheme:normal\"></iframe>\n{}",
            escaped(&self.address()),
            escaped(&self.title),
            self.beside(">"),
        )
    }

    fn mdx(&self) -> String {
        let shape = match self.height {
            Some(height) => format!("height: {height}"),
            None => format!("height: '{HEIGHT}'"),
        };
        format!(
            "<iframe src=\"{}\" title=\"{}\" loading=\"lazy\" allow=\"fullscreen; clipboard-write\" \
             style={{{{width: '100%', {shape}, border: 0, colorScheme: 'normal'}}}} />\n\n{}",
            escaped(&self.address()),
            escaped(&self.title),
            self.beside(" />"),
        )
    }

    /// What stands beside a frame: the figure, closed where a browser shows the frame, and all that is
    /// left of it in mail and feeds; or a link. `end` ends an empty element.
    fn beside(&self, end: &str) -> String {
        let still = self.still(&[" loading=\"lazy\"", end].concat());
        match self.figure {
            Some(_) => {
                let summary = either(self.lang, "静态图", "Still figure");
                format!("<details><summary>{summary}</summary>{still}</details>")
            }
            None => format!("<p>{still}</p>"),
        }
    }

    /// The figure, or else words, as a link to the page; `end` ends the picture.
    fn still(&self, end: &str) -> String {
        let shown = match &self.figure {
            Some(figure) => {
                format!("<img src=\"{}\" alt=\"{}\"{end}", escaped(figure), escaped(&self.title))
            }
            None => words(&self.title),
        };
        format!("<a href=\"{}\">{shown}</a>", escaped(&self.page))
    }

    fn element(&self) -> String {
        format!(
            "<tcp-lanes{}>\n{}\n</tcp-lanes>\n<script type=\"module\" src=\"{}\"></script>",
            self.attributes(),
            self.still(">"),
            escaped(&[&*self.site, "embed/tcp-lanes.js"].concat()),
        )
    }

    /// What is asked of it, each with a space before it.
    fn attributes(&self) -> String {
        let height = self.height.map(|height| height.to_string()).unwrap_or_default();
        let asked = self.asked.iter().map(|(name, value)| (*name, &**value));
        let rest = [("height", &*height), ("s", &*self.changes)];
        let rest = rest.into_iter().filter(|(_, value)| !value.is_empty());
        asked.chain(rest).map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect()
    }

    fn hugo(&self) -> String {
        let figure = self.figure.as_deref().unwrap_or_default();
        let more = [
            ("site", &*self.site),
            ("title", &*self.title),
            ("page", &*self.page),
            ("figure", figure),
        ];
        let more = more.into_iter().filter(|(_, value)| !value.is_empty());
        let more = more.map(|(name, value)| format!(" {name}=\"{}\"", escaped(value)));
        format!("{{{{< tcp-lanes{}{} >}}}}", self.attributes(), more.collect::<String>())
    }
}

/// A text in an attribute. It means nothing to what makes a page of it either: templates know braces,
/// shortcodes know backslashes and ends of lines.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            '{' | '}' | '\\' | '`' => escaped += &format!("&#{};", u32::from(c)),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text between elements, where Markdown has marks of its own.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in escaped(text).chars() {
        match c {
            '*' | '_' | '[' | ']' | '$' | '~' | '|' => words += &format!("&#{};", u32::from(c)),
            c => words.push(c),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://a.example/tcp/";

    fn player(title: &str) -> Player {
        Player {
            site: SITE.to_owned(),
            title: title.to_owned(),
            asked: vec![
                ("scenario", "fin-lost".to_owned()),
                ("panels", "caption,states".to_owned()),
            ],
            changes: String::new(),
            height: None,
            page: format!("{SITE}?scenario=fin-lost&lang=en"),
            figure: Some(format!("{SITE}figures/fin-lost.en.auto.svg")),
            lang: Lang::En,
        }
    }

    #[test]
    fn every_form_is_what_its_tool_reads() {
        let player = player("Is the FIN lost?");
        let still = "<a href=\"https://a.example/tcp/?scenario=fin-lost&amp;lang=en\">\
                     <img src=\"https://a.example/tcp/figures/fin-lost.en.auto.svg\" alt=\"Is the FIN lost?\"";
        let frame = format!(
            "<iframe src=\"https://a.example/tcp/embed/?scenario=fin-lost&amp;panels=caption,states\" \
             title=\"Is the FIN lost?\" loading=\"lazy\" allow=\"fullscreen; clipboard-write\" \
             style=\"width:100%;height:clamp(560px,75vw,720px);border:0;color-scheme:normal\"></iframe>\n\
             <details><summary>Still figure</summary>{still} loading=\"lazy\"></a></details>"
        );
        assert_eq!(Form::Frame.code(&player), frame);
        assert_eq!(Form::Raw.code(&player), format!("{{% raw %}}\n{frame}\n{{% endraw %}}"));
        assert_eq!(
            Form::Element.code(&player),
            format!(
                "<tcp-lanes scenario=\"fin-lost\" panels=\"caption,states\">\n{still}></a>\n</tcp-lanes>\n\
                 <script type=\"module\" src=\"https://a.example/tcp/embed/tcp-lanes.js\"></script>"
            )
        );
        assert!(Form::Hugo.code(&player).starts_with(
            "{{< tcp-lanes scenario=\"fin-lost\" panels=\"caption,states\" site=\"https://a.example/tcp/\" \
             title=\"Is the FIN lost?\" page=\"https://a.example/tcp/?scenario=fin-lost&amp;lang=en\""
        ));
        let mdx = Form::Mdx.code(&player);
        assert!(
            mdx.contains(" style={{width: '100%', height: 'clamp(560px,75vw,720px)', "),
            "{mdx}"
        );
        assert!(mdx.ends_with(" loading=\"lazy\" /></a></details>"), "{mdx}");
        assert_eq!(Form::Link.code(&player), player.page);
    }

    #[test]
    fn a_changed_run_of_some_height_is_asked_for_in_every_form() {
        let player = Player {
            changes: "1.a_b-c".to_owned(),
            height: Some(420),
            figure: None,
            ..player("Lost")
        };
        let frame = Form::Frame.code(&player);
        assert!(frame.contains("panels=caption,states#s=1.a_b-c\""), "{frame}");
        assert!(frame.contains("style=\"width:100%;height:420px;"), "{frame}");
        assert!(frame.ends_with(
            "<p><a href=\"https://a.example/tcp/?scenario=fin-lost&amp;lang=en\">Lost</a></p>"
        ));
        for form in [Form::Element, Form::Hugo] {
            let code = form.code(&player);
            assert!(code.contains(" height=\"420\" s=\"1.a_b-c\""), "{code}");
        }
        assert!(Form::Mdx.code(&player).contains("height: 420, border: 0"));
        assert!(player.preview(Theme::Auto).ends_with("&s=1.a_b-c"));
    }

    /// All that ends something in one of the syntaxes.
    const HOSTILE: &str = "\"><script>alert(1)</script>'{{ x }}{% endraw %}{%raw%} >}} {{< x >}} \\ \\\" \
                           `${y}` </details></tcp-lanes> ![a](b)\n\n# ] ) <!-- */} &quot;";

    #[test]
    fn a_title_cannot_leave_its_place() {
        for figure in [player("").figure, None] {
            let calm = Player { figure: figure.clone(), ..player("TITLE") };
            let wild = Player { figure, ..player(HOSTILE) };
            for form in [Form::Frame, Form::Element, Form::Raw, Form::Hugo, Form::Mdx] {
                let (code, expected) = (form.code(&wild), form.code(&calm));
                let [attribute, between] = [escaped(HOSTILE), words(HOSTILE)];
                let put_back = code.replace(&*attribute, "TITLE").replace(&*between, "TITLE");
                assert_eq!(put_back, expected, "{form:?}");
            }
        }
        for text in [escaped(HOSTILE), words(HOSTILE)] {
            assert!(!text.contains(['<', '>', '"', '\'', '{', '}', '\\', '`', '\n']), "{text}");
        }
        let markdown = Form::Markdown.code(&Player { figure: None, ..player(HOSTILE) });
        assert_eq!(markdown.lines().count(), 1, "{markdown}");
    }

    /// `cargo xtask blogs` has real tools build posts of it. The fences are of five backticks, for the
    /// title has some too.
    #[test]
    fn what_is_made_of_a_hostile_title_is_on_file() {
        let player = player(HOSTILE);
        let mut text = "# What the dialog makes of a hostile title\n".to_owned();
        let raw = Form::Raw.code(&player);
        let element = ["{% raw %}\n", &*Form::Element.code(&player), "\n{% endraw %}"].concat();
        for (info, code) in [
            ("html expected", Form::Frame.code(&player)),
            ("md hexo", raw),
            ("md jekyll", element),
            ("md hugo", Form::Hugo.code(&player)),
            ("md mdbook", Form::Frame.code(&player)),
            ("md vitepress", Form::Frame.code(&player)),
            ("mdx docusaurus", Form::Mdx.code(&player)),
        ] {
            text += &format!("\n`````{info}\n{code}\n`````\n");
        }
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sheet/hostile.md");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(file, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap(), text);
    }

    /// The docs show what the dialog makes.
    #[test]
    fn the_docs_show_what_is_made() {
        let docs = include_str!("../../../../docs/embedding.md");
        let site = "https://tcp.example.org/";
        let player = Player {
            site: site.to_owned(),
            title: "Walk me through the TCP three-way handshake".to_owned(),
            asked: vec![("scenario", "three-way-normal".to_owned()), ("lang", "en".to_owned())],
            page: format!("{site}?scenario=three-way-normal&lang=en&t=step:0"),
            figure: Some(format!("{site}figures/three-way-normal.en.auto.svg")),
            ..player("")
        };
        for form in Form::ALL {
            let code = form.code(&player);
            assert!(docs.contains(&code), "{form:?} is not in the docs:\n{code}");
        }
    }
}
