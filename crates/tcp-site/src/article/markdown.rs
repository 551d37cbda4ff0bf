//! Markdown, as much of it as the article is written in, to HTML.
//!
//! - `# …` is the title, and the paragraph after it the lead. Each other heading has an id:
//!   `## … {#id}`.
//! - `[RFC 9293 3.5]` leads to that section, `[…](three-way-normal)` to a question's page.
//! - `<figure>` has one or two `<tcp-lanes>`; a fence says `quiz`, `proof` or `counterexample`.
//! - `{{…}}` is a fact, which is looked up.

use super::{Desk, Fault, figure, proof, quiz};
use crate::place::Place;
use crate::reference::reference;
use crate::{File, words};
use maud::{Markup, PreEscaped};
use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset, html,
};
use std::ops::Range;
use tcp_model::state::State;
use tcp_scenarios::catalogue::Catalogue;

/// An article that was read.
pub(crate) struct Written {
    /// Its title.
    pub(crate) title: String,
    /// What it is about: its first paragraph, as text,
    pub(crate) summary: String,
    /// and as HTML.
    pub(crate) lead: Markup,
    /// The id and the title of each of its sections.
    pub(crate) sections: Vec<(String, String)>,
    /// All that follows the lead.
    pub(crate) body: Markup,
    /// Pictures of its own.
    pub(crate) files: Vec<File>,
}

/// What a block of HTML or a fence becomes, with the pictures that it needs.
pub(crate) type Made = (Markup, Vec<File>);

/// Reads an article.
///
/// # Errors
/// With the line of what is not as expected.
pub(crate) fn read(text: &str, desk: &mut Desk<'_>) -> Result<Written, Fault> {
    let mut reader =
        Reader { text, pieces: pieces(text), at: 0, out: Vec::new(), files: Vec::new() };
    let title = reader.headline(desk)?;
    let (summary, lead) = reader.lead(desk)?;
    let mut sections = Vec::new();
    while reader.at < reader.pieces.len() {
        reader.block(desk, &mut sections)?;
    }
    let body = written(reader.out);
    Ok(Written { title, summary, lead, sections, body, files: reader.files })
}

type Piece<'a> = (Event<'a>, Range<usize>);

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES;
    let known = |link: BrokenLink<'_>| {
        let address = CowStr::from(link.reference.into_string());
        address.starts_with("RFC ").then(|| (address, CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(known));
    TextMergeWithOffset::new(parser.into_offset_iter()).collect()
}

fn written(events: Vec<Event<'_>>) -> Markup {
    let mut text = String::new();
    html::push_html(&mut text, events.into_iter());
    PreEscaped(text)
}

/// The text of events, without its marks.
fn plain(events: &[Event<'_>]) -> String {
    let of = |event: &Event<'_>| match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    };
    events.iter().map(of).collect()
}

/// A text in which neither the name of a state nor `4-tuple` is broken after its hyphen.
fn unbroken<'a>(text: &str) -> Vec<Event<'a>> {
    let states = State::ALL.into_iter().map(State::name).filter(|name| name.contains('-'));
    let names = states.chain(["4-tuple"]);
    let mut found: Vec<(usize, &str)> = names.flat_map(|name| text.match_indices(name)).collect();
    found.sort_unstable();
    let mut events = Vec::new();
    let mut end = 0;
    for (at, name) in found {
        events.push(Event::Text(text[end..at].to_owned().into()));
        events.push(Event::InlineHtml("<span class=\"a-state\">".into()));
        events.push(Event::Text(name.to_owned().into()));
        events.push(Event::InlineHtml("</span>".into()));
        end = at + name.len();
    }
    events.push(Event::Text(text[end..].to_owned().into()));
    events
}

struct Reader<'a> {
    text: &'a str,
    pieces: Vec<Piece<'a>>,
    at: usize,
    out: Vec<Event<'a>>,
    files: Vec<File>,
}

impl<'a> Reader<'a> {
    /// The line of the next piece, from 1.
    fn line(&self) -> usize {
        let end = self.pieces.get(self.at).map_or(self.text.len(), |(_, range)| range.start);
        1 + self.text[..end].matches('\n').count()
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { line: self.line(), message: message.into() }
    }

    fn headline(&mut self, desk: &mut Desk<'_>) -> Result<String, Fault> {
        match self.pieces.first() {
            Some((Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), _)) => {
                Ok(plain(&self.inside(desk)?))
            }
            _ => Err(self.fault("expected the title, # …")),
        }
    }

    fn lead(&mut self, desk: &mut Desk<'_>) -> Result<(String, Markup), Fault> {
        match self.pieces.get(self.at) {
            Some((Event::Start(Tag::Paragraph), _)) => {
                let events = self.inside(desk)?;
                Ok((plain(&events), written(events)))
            }
            _ => Err(self.fault("expected a paragraph that says what the article is about")),
        }
    }

    /// What is between the start of an element, which is next, and its end.
    fn inside(&mut self, desk: &mut Desk<'_>) -> Result<Vec<Event<'a>>, Fault> {
        let before = std::mem::take(&mut self.out);
        let end = match &self.pieces[self.at].0 {
            Event::Start(tag) => tag.to_end(),
            _ => return Err(self.fault("expected the start of an element")),
        };
        self.at += 1;
        while self.pieces[self.at].0 != Event::End(end) {
            self.piece(desk)?;
        }
        self.at += 1;
        Ok(std::mem::replace(&mut self.out, before))
    }

    /// The next heading, figure, fence, or piece of something else.
    fn block(
        &mut self,
        desk: &mut Desk<'_>,
        sections: &mut Vec<(String, String)>,
    ) -> Result<(), Fault> {
        let (event, range) = self.pieces[self.at].clone();
        let line = self.line();
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.ok_or_else(|| self.fault("expected an id at the end, {#id}"))?;
                let words = self.inside(desk)?;
                let name = match level {
                    HeadingLevel::H2 => "h2",
                    HeadingLevel::H3 => "h3",
                    _ => return Err(Fault { line, message: "expected ## or ###".to_owned() }),
                };
                if level == HeadingLevel::H2 {
                    sections.push((id.to_string(), plain(&words)));
                }
                self.raw(format!("<{name} id=\"{id}\">"));
                self.out.extend(words);
                self.raw(format!("</{name}>\n"));
                Ok(())
            }
            Event::Start(Tag::HtmlBlock) => {
                self.skip_to(TagEnd::HtmlBlock);
                self.take(figure::figure(&self.text[range], line, desk)?);
                Ok(())
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                let inside = self.skip_to(TagEnd::CodeBlock);
                // The words begin in the line after the fence.
                let made = match &*kind {
                    "quiz" => quiz::quiz(&inside, line + 1, desk)?,
                    "proof" => proof::verdicts(&inside, line + 1, desk)?,
                    "counterexample" => proof::counterexample(&inside, line + 1, desk)?,
                    _ => {
                        let message = "expected quiz, proof or counterexample".to_owned();
                        return Err(Fault { line, message });
                    }
                };
                self.take(made);
                Ok(())
            }
            _ => self.piece(desk),
        }
    }

    fn raw(&mut self, html: String) {
        self.out.push(Event::Html(html.into()));
    }

    fn take(&mut self, (html, files): Made) {
        self.raw(html.into_string() + "\n");
        self.files.extend(files);
    }

    /// The text in an element, whose start is next, and which is passed over.
    fn skip_to(&mut self, end: TagEnd) -> String {
        let from = self.at;
        while self.pieces[self.at].0 != Event::End(end) {
            self.at += 1;
        }
        self.at += 1;
        let inside = self.pieces[from..self.at].iter();
        let text = inside.filter_map(|(event, _)| match event {
            Event::Text(text) => Some(&**text),
            _ => None,
        });
        text.collect()
    }

    /// The next piece of a paragraph, a list, a table or a quotation.
    fn piece(&mut self, desk: &mut Desk<'_>) -> Result<(), Fault> {
        let event = self.pieces[self.at].0.clone();
        let made = match event {
            Event::Start(Tag::Link { link_type: LinkType::ShortcutUnknown, .. }) => {
                let clause = plain(&self.inside(desk)?);
                self.out.push(Event::InlineHtml(reference(&clause).into_string().into()));
                return Ok(());
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.address(&dest_url, desk)?.into();
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Text(text) => {
                let text = self.with_facts(&text, desk)?;
                self.at += 1;
                self.out.extend(unbroken(&text));
                return Ok(());
            }
            Event::Start(
                Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Emphasis
                | Tag::Strong
                | Tag::BlockQuote(_)
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::End(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::Rule => event,
            _ => {
                let message = "expected text, a list, a table, a quotation, a link, a heading, a \
                               <figure> or a fence";
                return Err(self.fault(message));
            }
        };
        self.at += 1;
        self.out.push(made);
        Ok(())
    }

    /// Where a link leads, from the root of the site.
    fn address(&self, to: &str, desk: &Desk<'_>) -> Result<String, Fault> {
        if let Some(id) = to.strip_prefix('#') {
            return Ok(format!("{}#{id}", desk.folder));
        }
        match Catalogue::get().entry(to) {
            Some(entry) => Ok(Place::Question(entry.id()).folder(desk.lang)),
            None if to.starts_with("https://") => Ok(to.to_owned()),
            None => {
                let expected = "expected the id of a scenario, #id or https://…";
                Err(self.fault(format!("{to:?}: {expected}")))
            }
        }
    }

    /// A text with what stands in braces looked up.
    fn with_facts(&self, text: &str, desk: &mut Desk<'_>) -> Result<String, Fault> {
        let mut whole = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (asked, after) =
                after.split_once("}}").ok_or_else(|| self.fault("expected }} after {{"))?;
            whole += before;
            whole += &desk.facts.fact(asked).map_err(|message| self.fault(message))?;
            rest = after;
        }
        Ok(whole + rest)
    }
}

/// The summary as a description for search engines, which has a length.
pub(crate) fn description(written: &Written) -> &str {
    words::beginning(&written.summary, 240)
}
