//! Elements, written by calls. A call is a few octets of the program, where `html!` writes a few
//! hundred for an element.

use crate::app::{Change, Dispatch};
use std::fmt::Display;
use std::rc::Rc;
use tcp_scenarios::prose::{Lang, each_piece};
use tcp_view::message::Message;
use yew::prelude::*;
use yew::virtual_dom::{
    AttrValue, AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag,
    VText,
};

/// An element that is being written.
pub(crate) struct Element(Box<VTag>);

/// An element with its class names; there may be none.
pub(crate) fn element(tag: &'static str, class: &str) -> Element {
    let mut vtag = VTag::new(tag);
    vtag.attributes = Attributes::IndexMap(Rc::default());
    let element = Element(Box::new(vtag));
    if class.is_empty() { element } else { element.set("class", Some(class)) }
}

/// A button that sends a change.
pub(crate) fn button(class: &str, dispatch: &Dispatch, change: impl Into<Change>) -> Element {
    element("button", class).sends(dispatch, change.into())
}

impl Element {
    /// An attribute; without a value there is none.
    pub(crate) fn attribute<'a>(
        self,
        name: &'static str,
        value: impl Into<Option<&'a str>>,
    ) -> Element {
        self.set(name, value.into())
    }

    #[inline(never)]
    fn set(self, name: &'static str, value: Option<&str>) -> Element {
        match value {
            Some(value) => self.insert(name, AttributeOrProperty::Attribute(owned(value))),
            None => self,
        }
    }

    /// Its attributes are of the kind that can be added to, and nobody else has them yet: what Yew does
    /// for other kinds is not part of the program.
    #[inline(never)]
    fn insert(mut self, name: &'static str, value: AttributeOrProperty) -> Element {
        if let Attributes::IndexMap(all) = &mut self.0.attributes
            && let Some(all) = Rc::get_mut(all)
        {
            all.insert(AttrValue::Static(name), value);
        }
        self
    }

    /// An attribute that is a number or a length.
    pub(crate) fn measure(self, name: &'static str, value: impl Display) -> Element {
        self.written(name, &value)
    }

    #[inline(never)]
    fn written(self, name: &'static str, value: &dyn Display) -> Element {
        self.set(name, Some(&value.to_string()))
    }

    /// An attribute in the reader's language.
    pub(crate) fn saying(self, name: &'static str, message: Message, lang: Lang) -> Element {
        self.set(name, Some(&message.say(lang)))
    }

    /// What a screen reader calls it.
    pub(crate) fn label(self, message: Message, lang: Lang) -> Element {
        self.saying("aria-label", message, lang)
    }

    /// Whether a button is pressed.
    pub(crate) fn pressed(self, is: bool) -> Element {
        self.set("aria-pressed", Some(if is { "true" } else { "false" }))
    }

    /// A screen reader passes over it.
    pub(crate) fn hidden(self) -> Element {
        self.set("aria-hidden", Some("true"))
    }

    /// What tells it from its siblings when they change places.
    pub(crate) fn key(mut self, key: usize) -> Element {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Where it is to be found once it is in the page.
    pub(crate) fn found_by(mut self, place: &NodeRef) -> Element {
        self.0.node_ref = place.clone();
        self
    }

    /// The value of a field.
    pub(crate) fn value(mut self, value: &str) -> Element {
        self.0.set_value(Some(owned(value)));
        self
    }

    /// A property of the element, which outlives what the reader does to it.
    pub(crate) fn property(self, name: &'static str, value: &str) -> Element {
        self.insert(name, AttributeOrProperty::Property(value.into()))
    }

    /// Words in it.
    pub(crate) fn text(self, words: &str) -> Element {
        self.node(VNode::VText(VText::new(owned(words))))
    }

    /// Words in it, of which no line breaks a name such as `SYN-RECEIVED`.
    #[inline(never)]
    pub(crate) fn prose(mut self, words: &str) -> Element {
        each_piece(words, |piece, is_name| {
            let text = VNode::VText(VText::new(owned(piece)));
            self.0.add_child(match is_name {
                true => element("span", "name").node(text).html(),
                false => text,
            });
        });
        self
    }

    /// Words in the reader's language.
    pub(crate) fn say(self, message: Message, lang: Lang) -> Element {
        self.text(&message.say(lang))
    }

    /// An element in it, or the place of one that may come.
    pub(crate) fn child(self, child: impl Into<Option<Element>>) -> Element {
        self.add(child.into())
    }

    #[inline(never)]
    fn add(self, child: Option<Element>) -> Element {
        self.node(child.map(Element::html).unwrap_or_default())
    }

    /// Elements in it, whose number may change.
    pub(crate) fn list(self, children: impl IntoIterator<Item = Element>) -> Element {
        self.node(together(children))
    }

    /// Anything in it.
    #[inline(never)]
    pub(crate) fn node(mut self, node: Html) -> Element {
        self.0.add_child(node);
        self
    }

    #[inline(never)]
    fn sends(self, dispatch: &Dispatch, change: Change) -> Element {
        let dispatch = dispatch.clone();
        self.listener(On { kind: Kind::Click, react: Reaction::Send(dispatch, change) })
    }

    /// Does something at an event.
    pub(crate) fn on(self, kind: Kind, react: impl Fn(Event) + 'static) -> Element {
        self.listener(On { kind, react: Reaction::Call(Box::new(react)) })
    }

    #[inline(never)]
    fn listener(mut self, on: On) -> Element {
        self.0.add_listener(Rc::new(on));
        self
    }

    /// As a node of the page.
    #[inline(never)]
    pub(crate) fn html(self) -> Html {
        VNode::VTag(Rc::new(*self.0))
    }
}

/// Several elements as one node.
pub(crate) fn together(elements: impl IntoIterator<Item = Element>) -> Html {
    let mut elements = elements.into_iter();
    one(&mut || elements.next().map(Element::html))
}

/// Several nodes as one.
pub(crate) fn nodes(mut nodes: impl Iterator<Item = Html>) -> Html {
    one(&mut || nodes.next())
}

/// The nodes that something gives. All that a kind of iterator adds to the program is its `next`.
#[inline(never)]
fn one(next: &mut dyn FnMut() -> Option<Html>) -> Html {
    let mut list = VList::new();
    while let Some(node) = next() {
        list.add_child(node);
    }
    VNode::VList(Rc::new(list))
}

#[inline(never)]
fn owned(words: &str) -> AttrValue {
    AttrValue::Rc(Rc::from(words))
}

/// An event of the page.
#[derive(Copy, Clone)]
pub(crate) enum Kind {
    Click,
    Input,
    Change,
    KeyDown,
    FocusOut,
}

/// What is done at an event.
struct On {
    kind: Kind,
    react: Reaction,
}

enum Reaction {
    Send(Dispatch, Change),
    Call(Box<dyn Fn(Event)>),
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            Kind::Click => ListenerKind::onclick,
            Kind::Input => ListenerKind::oninput,
            Kind::Change => ListenerKind::onchange,
            Kind::KeyDown => ListenerKind::onkeydown,
            Kind::FocusOut => ListenerKind::onfocusout,
        }
    }

    fn handle(&self, event: Event) {
        match &self.react {
            Reaction::Send(dispatch, change) => dispatch.emit(change.clone()),
            Reaction::Call(react) => react(event),
        }
    }

    fn passive(&self) -> bool {
        false
    }
}
