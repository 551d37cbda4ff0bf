//! The studio in the page: where and when it draws.

use crate::desk::{Desk, Drawn};
use crate::effect::Effect;
use crate::moment::{Moment, Share, Turn};
use crate::outside::{carry_out, has};
use crate::sight::Sight;
use crate::{pointer, reader};
use js_sys::{Array, Function};
use nodes::dom::{add_style, document, patch};
use nodes::node::Node;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, HtmlDialogElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// The studio where it is drawn.
struct Page {
    desk: Desk,
    /// Tells the page what to do.
    tell: Function,
    /// The places in which it listens already, with what stands in each.
    places: Vec<(Element, Vec<Node>)>,
    /// What was pointed at last.
    glance: String,
    /// What the page has said last, the turn aside.
    said: String,
    /// Whether time goes by, and what was not drawn since because it was out of sight.
    playing: bool,
    unseen: Vec<Share>,
    sight: Sight,
}

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// Draws the studio for what the page shows; `way` is the book of what is on the stage where the
/// checker has found it, and `tell` takes orders, and books with those that need one. What a page
/// says that cannot be read is passed over.
#[wasm_bindgen]
pub fn draw(
    folder: &str,
    moment: &str,
    way: Option<Vec<u8>>,
    tell: Function,
) -> Result<(), JsValue> {
    let said = moment;
    let Some(moment) = Moment::read(said) else { return Ok(()) };
    let said = match moment.turn {
        Turn::All => said,
        Turn::Rest | Turn::Look(_) => said.rsplit_once('\n').unwrap_or_default().0,
    };
    let is_new = PAGE.with_borrow_mut(|page| match page {
        Some(page) => {
            page.tell = tell;
            false
        }
        None => {
            *page = Some(Page {
                desk: Desk::default(),
                tell,
                places: Vec::new(),
                glance: String::new(),
                said: String::new(),
                playing: false,
                unseen: Vec::new(),
                sight: Sight::default(),
            });
            true
        }
    });
    if is_new && let Some(document) = document() {
        add_style(&document, &[folder, "/studio.css"].concat())?;
        pointer::hear(&document)?;
        reader::hear_keys(&document)?;
        // A static page stands deeper than the site, and says so by its base.
        let base = document.base_uri().ok().flatten();
        let site = base.map(|at| at.split(['?', '#']).next().unwrap_or_default().to_owned());
        let navigator = web_sys::window().map(|window| window.navigator());
        let shares = navigator.is_some_and(|navigator| has(&navigator, "share"));
        PAGE.with_borrow_mut(|page| {
            if let Some(page) = page {
                page.desk.stands_at(&site.unwrap_or_default(), shares);
            }
        });
        reader::take_files(&document)?;
    }
    let before = PAGE.with_borrow_mut(|page| {
        page.as_mut().map(|page| {
            page.playing = moment.playing;
            std::mem::replace(&mut page.said, said.to_owned())
        })
    });
    // What it was told before it was there is not told again.
    let turn = if is_new { Turn::All } else { moment.turn };
    change_in(turn, |desk| match before {
        // It has been seen in another turn.
        Some(before) if before == said => Vec::new(),
        _ => desk.see(moment, way.as_deref()),
    });
    Ok(())
}

/// Changes the studio, draws it, and does what follows.
pub(crate) fn change(how: impl FnOnce(&mut Desk) -> Vec<Effect>) {
    change_in(Turn::All, how);
}

fn change_in(turn: Turn, how: impl FnOnce(&mut Desk) -> Vec<Effect>) {
    // Drawing may move the focus, of which the browser tells at once: that changes nothing.
    let done = PAGE.with(|page| {
        let mut page = page.try_borrow_mut().ok()?;
        let page = page.as_mut()?;
        let effects = how(&mut page.desk);
        page.redraw(turn);
        Some((effects, page.tell.clone()))
    });
    let sheet = document().and_then(|document| document.get_element_by_id("sheet"));
    if let Some(sheet) = sheet {
        // A dialog that cannot be opened is not seen.
        let _ = open_or_close(sheet.unchecked_ref());
    }
    // The page may call back at once, when nothing here is borrowed any more.
    let Some((effects, tell)) = done else { return };
    for effect in effects {
        // What the browser refuses is left undone.
        let _ = carry_out(effect, &tell);
    }
}

/// Draws the studio in the room that there is now.
pub(crate) fn redraw() {
    change(|_| Vec::new());
}

/// The browser tells of shares that have come into sight, or are out of it now.
pub(crate) fn come_into_sight(entries: &Array) {
    PAGE.with(|page| {
        let Ok(mut page) = page.try_borrow_mut() else { return };
        if let (Some(page), Some(document)) = (page.as_mut(), document()) {
            page.sight.hear(entries);
            page.catch_up(&document);
        }
    });
}

/// The reader points at something of the timeline: a verb, and more. It alone is drawn.
pub(crate) fn glance((verb, rest): (&str, &str)) {
    PAGE.with(|page| {
        let Ok(mut page) = page.try_borrow_mut() else { return };
        let (Some(page), Some(document)) = (page.as_mut(), document()) else { return };
        let glance = [verb, " ", rest].concat();
        if page.glance == glance {
            return;
        }
        page.glance = glance;
        if let Some(drawn) = page.desk.glance(verb, rest) {
            page.put(&document, drawn);
        }
    });
}

impl Page {
    fn redraw(&mut self, turn: Turn) {
        let Some(document) = document() else { return };
        if let Turn::Look(share) = turn {
            if !self.unseen.contains(&share) {
                self.unseen.push(share);
            }
            return self.catch_up(&document);
        }
        if turn == Turn::All {
            self.unseen.clear();
        }
        if let Some(room) = pointer::room(&document) {
            self.desk.fit(room);
        }
        for drawn in self.desk.view(turn) {
            self.put(&document, drawn);
        }
        if let Ok(Some(page)) = document.query_selector(".page") {
            // For the style sheets: to ask whether an element has another one in it is slow. And
            // whatever is set is new to them, even if it is the same.
            let is_open = self.desk.is_open();
            if page.get_attribute("data-studio").as_ref() != Some(&is_open) {
                let _ = page.set_attribute("data-studio", &is_open);
            }
        }
    }

    /// Draws what was not drawn out of sight and is seen now, or all of it where time stands still.
    fn catch_up(&mut self, document: &Document) {
        for share in std::mem::take(&mut self.unseen) {
            if self.playing && !self.sight.sees(share) {
                self.unseen.push(share);
                continue;
            }
            let drawn = self.desk.view(Turn::Look(share));
            drawn.into_iter().for_each(|drawn| self.put(document, drawn));
        }
    }

    fn put(&mut self, document: &Document, (name, tags): Drawn) {
        let Some(place) = document.get_element_by_id(name) else { return };
        let known = self.places.iter().position(|(known, _)| *known == place);
        let known = known.unwrap_or_else(|| {
            // A place that cannot be listened to is drawn all the same.
            let _ = reader::hear(&place);
            self.places.push((place.clone(), Vec::new()));
            self.places.len() - 1
        });
        let is_new = place.first_element_child().is_none() && !tags.is_empty();
        let children: Vec<Node> = tags.into_iter().map(Node::Tag).collect();
        let before = std::mem::replace(&mut self.places[known].1, children);
        // It throws where somebody else has changed what was drawn: that is found out the next time.
        if patch(document, &place, &before, &self.places[known].1).is_err() {
            self.places[known].1.clear();
        }
        if name == "inspect" {
            // Where it is not known what is in sight, all is.
            let _ = self.sight.watch(&place);
        }
        if name == "menu" {
            // It stands where the segment is; where that cannot be found out, at the top.
            let _ = stand_below(document, &place, is_new);
        }
    }
}

/// Puts the menu below the selected segment, and into view when it opens.
fn stand_below(document: &Document, menu: &Element, is_new: bool) -> Result<(), JsValue> {
    let Some(capsule) = document.query_selector(".capsule [aria-pressed=true]")? else {
        return Ok(());
    };
    let Some(scene) = menu.parent_element() else { return Ok(()) };
    let (at, whole) = (capsule.get_bounding_client_rect(), scene.get_bounding_client_rect());
    let middle = (at.left() + at.right()) / 2.0 - whole.left();
    let style = menu.unchecked_ref::<HtmlElement>().style();
    style.set_property("--x", &format!("{}px", middle as i32))?;
    style.set_property("--y", &format!("{}px", (at.bottom() - whole.top()) as i32))?;
    if is_new {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        menu.scroll_into_view_with_scroll_into_view_options(&how);
    }
    Ok(())
}

fn open_or_close(dialog: &HtmlDialogElement) -> Result<(), JsValue> {
    match (dialog.has_child_nodes(), dialog.open()) {
        (true, false) => {
            dialog.set_attribute("aria-labelledby", "sheet-h")?;
            dialog.show_modal()
        }
        (false, true) => {
            dialog.close();
            Ok(())
        }
        (true, true) | (false, false) => Ok(()),
    }
}
