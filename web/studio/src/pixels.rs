//! Figures as pixels: the browser draws them on a canvas.

use crate::outside::download;
use crate::page::change;
use js_sys::{Promise, Uint8Array, encode_uri_component};
use nodes::dom::document;
use std::cell::Cell;
use tcp_export::{Format, Frame, Gif, Options, still};
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

thread_local! {
    /// The number of the film that is wanted.
    static WANTED: Cell<u32> = const { Cell::new(0) };
}

/// Gives the reader a figure as a PNG file.
pub fn picture(name: String, svg: String, scale: u32) {
    spawn_local(async move {
        let drawn = as_png(&svg, scale).await;
        hand_over(name, Format::Png, drawn);
    });
}

/// Draws a film, picture by picture, and gives it to the reader unless it was called off.
pub fn film(name: String, scenario: Scenario, run: Run, options: Options, frames: Vec<Frame>) {
    stop();
    let number = WANTED.get();
    spawn_local(async move {
        match as_gif(number, &scenario, &run, &options, &frames).await {
            Ok(None) => {}
            Ok(Some(octets)) => hand_over(name, Format::Gif, Ok(octets)),
            Err(error) => hand_over(name, Format::Gif, Err(error)),
        }
    });
}

/// Leaves the film that is being drawn.
pub fn stop() {
    WANTED.set(WANTED.get().wrapping_add(1));
}

fn hand_over(name: String, format: Format, drawn: Result<Vec<u8>, JsValue>) {
    let saved = drawn.and_then(|octets| download(&name, format.mime(), &octets));
    let told = match saved {
        Ok(()) => ["sheet saved ", &*name].concat(),
        Err(error) => format!("sheet failed {}", error.as_string().unwrap_or_else(|| name.clone())),
    };
    change(|desk| desk.act(&told));
}

async fn as_png(svg: &str, scale: u32) -> Result<Vec<u8>, JsValue> {
    let image = loaded(svg).await?;
    let (canvas, pen) = canvas(&image, scale)?;
    draw(&image, &canvas, &pen)?;
    let blob = Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            // Nobody waits for more than one answer.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    let blob: Blob = JsFuture::from(blob).await?.dyn_into()?;
    let octets = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&octets).to_vec())
}

/// The film; `None` when it is not wanted any more. The page goes on between any two pictures.
async fn as_gif(
    number: u32,
    scenario: &Scenario,
    run: &Run,
    options: &Options,
    frames: &[Frame],
) -> Result<Option<Vec<u8>>, JsValue> {
    let said = |error: tcp_export::GifError| JsValue::from(error.to_string());
    let mut film = None;
    for (drawn, frame) in frames.iter().enumerate() {
        turn().await?;
        if WANTED.get() != number {
            return Ok(None);
        }
        change(|desk| desk.act(&format!("sheet film {drawn} {}", frames.len())));
        let image = loaded(&still(scenario, run, frame.at, options)).await?;
        let (canvas, pen) = canvas(&image, 1)?;
        draw(&image, &canvas, &pen)?;
        let (width, height) = (canvas.width(), canvas.height());
        let pixels = pen.get_image_data(0.0, 0.0, width.into(), height.into())?.data();
        let film = match &mut film {
            Some(film) => film,
            None => film.insert(Gif::new(width, height).map_err(said)?),
        };
        film.push(&pixels, frame.hold_ms).map_err(said)?;
    }
    film.map(Gif::finish).transpose().map_err(said)
}

/// Lets everything come to pass that waits: what was pressed is heard, what was changed is seen. A
/// picture that is waited for comes before it.
async fn turn() -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let next = Promise::new(&mut |resolve, reject| {
        if let Err(error) = window.set_timeout_with_callback(&resolve) {
            // Nobody waits for more than one answer.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(next).await
}

async fn loaded(svg: &str) -> Result<HtmlImageElement, JsValue> {
    let image = HtmlImageElement::new()?;
    let text = String::from(encode_uri_component(svg));
    image.set_src(&["data:image/svg+xml;charset=utf-8,", &*text].concat());
    JsFuture::from(image.decode()).await?;
    Ok(image)
}

fn canvas(
    image: &HtmlImageElement,
    scale: u32,
) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas = document().ok_or(JsValue::NULL)?.create_element("canvas")?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(image.natural_width() * scale);
    canvas.set_height(image.natural_height() * scale);
    let pen = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    Ok((canvas, pen))
}

fn draw(
    image: &HtmlImageElement,
    canvas: &HtmlCanvasElement,
    pen: &CanvasRenderingContext2d,
) -> Result<(), JsValue> {
    let (width, height) = (canvas.width().into(), canvas.height().into());
    pen.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)
}
