//! SVG to PNG.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{self, Tree};
use std::sync::{Arc, OnceLock};
use tcp_export::Palette;

/// More colours than these are edges, in shades that nobody tells apart.
const COLOURS: usize = 256;

/// A picture as a PNG. It has few colours, so it is written with a palette, which is a third of the
/// octets.
pub(super) fn png(svg: &str) -> Vec<u8> {
    let options = usvg::Options { fontdb: fonts(), ..usvg::Options::default() };
    let tree = Tree::from_str(svg, &options).expect("a picture is an SVG file with a size");
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("a picture has a size");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    encode(&pixels).expect("a PNG can be written to memory")
}

/// No pixel of a picture is transparent.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let colours: Vec<[u8; 3]> =
        pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let palette = Palette::of(&colours, COLOURS);
    let mut octets = Vec::new();
    let mut encoder = Encoder::new(&mut octets, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.octets());
    encoder.set_compression(Compression::High);
    // The next index says nothing of this one: what filters are good for is not there.
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&palette.indices(&colours))?;
    Ok(octets)
}

/// The fonts, read once.
fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let read = || {
        let mut fonts = Database::new();
        FILES.iter().for_each(|octets| fonts.load_font_data(octets.to_vec()));
        fonts.set_serif_family("Noto Serif CJK SC");
        fonts.set_sans_serif_family("Noto Sans CJK SC");
        fonts.set_monospace_family("Noto Sans Mono CJK SC");
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(read))
}

/// As `fonts/subset.sh` makes them.
const FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/NotoSerifCJKsc-Bold.otf"),
    include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf"),
    include_bytes!("../../fonts/NotoSansCJKsc-Bold.otf"),
    include_bytes!("../../fonts/NotoSansMonoCJKsc-Regular.otf"),
];

#[cfg(test)]
mod tests {
    use super::FILES;
    use crate::article;
    use crate::card::{Card, sheet::sheet};
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use skrifa::{FontRef, MetadataProvider};
    use std::collections::BTreeSet;
    use tcp_scenarios::catalogue::Catalogue;
    use tcp_scenarios::prose::Lang;

    /// The characters of all text elements.
    fn characters(svg: &str, found: &mut BTreeSet<char>) {
        let file = roxmltree::Document::parse(svg).unwrap();
        for node in file.descendants() {
            let in_text = || node.ancestors().any(|one| one.tag_name().name() == "text");
            if node.is_text() && in_text() {
                found.extend(node.text().unwrap().chars());
            }
            if let Some(embedded) =
                node.attribute("href").and_then(|href| href.split_once("base64,"))
            {
                characters(
                    std::str::from_utf8(&STANDARD.decode(embedded.1).unwrap()).unwrap(),
                    found,
                );
            }
        }
    }

    #[test]
    fn the_fonts_have_every_character_of_every_picture() {
        let mut needed = BTreeSet::new();
        for entry in Catalogue::get().entries() {
            let run = entry.scenario().run();
            for lang in Lang::ALL {
                let shown = (entry.scenario(), &run);
                characters(&sheet(&Card::of(shown.0, shown.1, lang)), &mut needed);
                let title = article::notice(lang).title;
                characters(&sheet(&article::card(&title, shown, lang)), &mut needed);
            }
        }
        needed.retain(|c| !c.is_control());
        assert!(needed.contains(&'握') && needed.contains(&'S'));
        // What the font for numbers does not have is taken from the others.
        for octets in &FILES[..3] {
            let font = FontRef::new(octets).unwrap();
            let missing: String =
                needed.iter().filter(|c| font.charmap().map(**c).is_none()).collect();
            assert_eq!(missing, "", "run crates/tcp-site/fonts/subset.sh");
        }
    }
}
