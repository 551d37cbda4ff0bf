//! Pixels as an animated GIF. Each picture is shown over the one before and has only the pixels
//! that are different, in exactly their colours if those are at most 255 (256 in the first one).

use gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};
use std::collections::BTreeMap;
use std::fmt;

/// A GIF that is being written. Pictures are rows of pixels from the top, each red, green, blue
/// and opacity, as a canvas gives them; what is not opaque is taken as it stands.
pub struct Gif {
    encoder: Encoder<Vec<u8>>,
    width: u16,
    height: u16,
    /// The picture before.
    before: Vec<u8>,
}

/// Why pictures do not make a GIF.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GifError {
    /// A side is longer than 65535 pixels, or there is none.
    Size {
        /// The width that was asked for.
        width: u32,
        /// The height that was asked for.
        height: u32,
    },
    /// A picture has another size than the film.
    Picture {
        /// How many octets it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// The encoder refused.
    Encoder(String),
}

impl fmt::Display for GifError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GifError::Size { width, height } => {
                write!(f, "a GIF of {width} by {height} pixels: expected sides of 1 to 65535")
            }
            GifError::Picture { expected, found } => {
                write!(f, "a picture of {found} octets: expected {expected}, four for each pixel")
            }
            GifError::Encoder(why) => write!(f, "the GIF encoder: {why}"),
        }
    }
}

impl std::error::Error for GifError {}

impl From<EncodingError> for GifError {
    fn from(error: EncodingError) -> GifError {
        GifError::Encoder(error.to_string())
    }
}

impl fmt::Debug for Gif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gif").field("width", &self.width).field("height", &self.height).finish()
    }
}

impl Gif {
    /// A film without pictures yet, so many pixels wide and high, which plays once.
    ///
    /// # Errors
    /// When a side is zero or too long.
    pub fn new(width: u32, height: u32) -> Result<Gif, GifError> {
        let side = |side: u32| u16::try_from(side).ok().filter(|side| *side > 0);
        let (Some(wide), Some(high)) = (side(width), side(height)) else {
            return Err(GifError::Size { width, height });
        };
        let mut encoder = Encoder::new(Vec::new(), wide, high, &[])?;
        encoder.set_repeat(Repeat::Finite(0))?;
        Ok(Gif { encoder, width: wide, height: high, before: Vec::new() })
    }

    /// Appends a picture that is shown for so many thousandths of a second, to a hundredth.
    ///
    /// # Errors
    /// When the picture has another size than the film.
    pub fn push(&mut self, rgba: &[u8], hold_ms: u16) -> Result<(), GifError> {
        let expected = usize::from(self.width) * usize::from(self.height) * 4;
        if rgba.len() != expected {
            return Err(GifError::Picture { expected, found: rgba.len() });
        }
        let area = self.changed(rgba);
        let now = area.pixels(rgba, self.width);
        let before = area.pixels(&self.before, self.width);
        let is_new = |at: usize| before.get(at) != Some(&now[at]);
        let new: Vec<Rgb> = (0..now.len()).filter(|at| is_new(*at)).map(|at| now[at]).collect();
        let most = if before.is_empty() { 256 } else { 255 };
        let palette = Palette::of(&new, most);
        // One more index, of no colour, for what stays as it is.
        let kept = u8::try_from(palette.colours.len()).ok().filter(|_| !before.is_empty());
        let mut colours = palette.octets();
        colours.extend(kept.map(|_| [0; 3]).into_iter().flatten());
        let mut indices = palette.indices(&new).into_iter();
        let next = |at| if is_new(at) { indices.next() } else { kept };
        let buffer: Vec<u8> = (0..now.len()).filter_map(next).collect();
        let frame = Frame {
            delay: hold_ms / 10,
            dispose: DisposalMethod::Keep,
            transparent: kept,
            left: area.left,
            top: area.top,
            width: area.width,
            height: area.height,
            palette: Some(colours),
            buffer: buffer.into(),
            ..Frame::default()
        };
        self.encoder.write_frame(&frame)?;
        self.before = rgba.to_vec();
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// When the encoder cannot end it.
    pub fn finish(self) -> Result<Vec<u8>, GifError> {
        self.encoder.into_inner().map_err(|e| GifError::Encoder(e.to_string()))
    }

    /// Where a picture differs from the one before: one pixel where it does not, because every
    /// picture has at least one.
    fn changed(&self, rgba: &[u8]) -> Area {
        let (width, height) = (usize::from(self.width), usize::from(self.height));
        if self.before.is_empty() {
            return Area { left: 0, top: 0, width: self.width, height: self.height };
        }
        let line = width * 4;
        let rows = |row: usize| (&rgba[row * line..][..line], &self.before[row * line..][..line]);
        let differs = |row: &usize| rows(*row).0 != rows(*row).1;
        let Some(top) = (0..height).find(differs) else {
            return Area { left: 0, top: 0, width: 1, height: 1 };
        };
        let bottom = (0..height).rev().find(differs).unwrap_or(top);
        let (mut left, mut right) = (width - 1, 0);
        for row in (top..=bottom).filter(differs) {
            let (now, before) = rows(row);
            let pixels = now.chunks_exact(4).zip(before.chunks_exact(4));
            for (x, (now, before)) in pixels.enumerate() {
                if now != before {
                    (left, right) = (left.min(x), right.max(x));
                }
            }
        }
        // All of them are less than a side, which fits.
        Area {
            left: left as u16,
            top: top as u16,
            width: (right + 1 - left) as u16,
            height: (bottom + 1 - top) as u16,
        }
    }
}

/// A part of a picture.
struct Area {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

impl Area {
    /// Its colours, row by row; none of a picture that is not there.
    fn pixels(&self, rgba: &[u8], width: u16) -> Vec<Rgb> {
        let line = usize::from(width) * 4;
        let (from, length) = (usize::from(self.left) * 4, usize::from(self.width) * 4);
        let rows = rgba.chunks_exact(line).skip(self.top.into()).take(self.height.into());
        rows.flat_map(|row| row[from..from + length].chunks_exact(4))
            .map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect()
    }
}

type Rgb = [u8; 3];

/// Up to 256 colours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Palette {
    /// From the one that occurs most.
    colours: Vec<Rgb>,
}

impl Palette {
    /// All colours that occur; where they are more than `most`, of those that are much alike the
    /// one that occurs most.
    pub fn of(pixels: &[Rgb], most: usize) -> Palette {
        let mut counts: BTreeMap<Rgb, u32> = BTreeMap::new();
        // Most pixels are of the same colour as the one before.
        for run in pixels.chunk_by(|a, b| a == b) {
            *counts.entry(run[0]).or_default() += run.len() as u32;
        }
        let mut colours: Vec<(Rgb, u32)> = counts.into_iter().collect();
        colours.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
        let mut kept: Vec<Rgb> = Vec::new();
        let all = colours.len() <= most;
        let mut rest = Vec::new();
        for (colour, _) in colours {
            if all || kept.iter().all(|other| distance(colour, *other) > ALIKE) {
                kept.push(colour);
            } else {
                rest.push(colour);
            }
        }
        kept.extend(rest);
        kept.truncate(most);
        Palette { colours: kept }
    }

    /// The colours, three octets each.
    pub fn octets(&self) -> Vec<u8> {
        self.colours.concat()
    }

    /// Of each pixel the index of its colour, or of the nearest one.
    pub fn indices(&self, pixels: &[Rgb]) -> Vec<u8> {
        let exact = self.colours.iter().enumerate().map(|(index, colour)| (*colour, index as u8));
        let mut known: BTreeMap<Rgb, u8> = exact.collect();
        let mut indices = Vec::with_capacity(pixels.len());
        for run in pixels.chunk_by(|a, b| a == b) {
            let index = *known.entry(run[0]).or_insert_with(|| self.nearest(run[0]));
            indices.resize(indices.len() + run.len(), index);
        }
        indices
    }

    fn nearest(&self, colour: Rgb) -> u8 {
        let all = self.colours.iter().enumerate();
        let nearest = all.min_by_key(|(_, other)| distance(colour, **other));
        nearest.map_or(0, |(index, _)| index as u8)
    }
}

/// The squared distance of colours between which nobody sees a difference on a thin edge.
const ALIKE: u32 = 14 * 14;

fn distance(one: Rgb, other: Rgb) -> u32 {
    let sides = one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)));
    sides.map(|side| side * side).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of one letter for each pixel: k is black, w white, r red.
    fn picture(rows: [&str; 2]) -> Vec<u8> {
        let pixel = |letter| match letter {
            'k' => [0, 0, 0, 255],
            'w' => [255, 255, 255, 255],
            _ => [255, 0, 0, 255],
        };
        rows.concat().chars().flat_map(pixel).collect()
    }

    fn decoded(file: &[u8]) -> Vec<(u16, [u16; 4], Vec<u8>)> {
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(file).unwrap();
        assert_eq!((decoder.width(), decoder.height()), (3, 2));
        let mut frames = Vec::new();
        while let Some(f) = decoder.read_next_frame().unwrap() {
            // Some readers want every index to have a colour, that which is seen through too.
            let colours = f.palette.as_ref().map_or(0, |palette| palette.len() / 3);
            assert!(f.transparent.is_none_or(|index| colours > usize::from(index)));
            frames.push((f.delay, [f.left, f.top, f.width, f.height], f.buffer.to_vec()));
        }
        frames
    }

    #[test]
    fn a_picture_is_read_back_pixel_by_pixel_and_the_next_one_where_it_differs() {
        let (first, second) = (picture(["kwr", "www"]), picture(["kwr", "wrw"]));
        let mut gif = Gif::new(3, 2).unwrap();
        gif.push(&first, 250).unwrap();
        gif.push(&second, 40).unwrap();
        gif.push(&second, 1_000).unwrap();
        let frames = decoded(&gif.finish().unwrap());
        assert_eq!(frames[0], (25, [0, 0, 3, 2], first));
        assert_eq!(frames[1], (4, [1, 1, 1, 1], vec![255, 0, 0, 255]));
        // Nothing is new: a pixel that is seen through.
        assert_eq!((frames[2].0, frames[2].2[3]), (100, 0));
    }

    #[test]
    fn colours_are_exact_up_to_256_and_beyond_that_near() {
        let exact: Vec<Rgb> = (0..=255).map(|n| [n, 255 - n, 7]).collect();
        let palette = Palette::of(&exact, 256);
        let back: Vec<Rgb> =
            palette.indices(&exact).iter().map(|i| palette.colours[*i as usize]).collect();
        assert_eq!(back, exact);

        let many: Vec<Rgb> = (0..=255).flat_map(|n| [[n, 0, 0], [n, 1, 255], [0, n, n]]).collect();
        let palette = Palette::of(&many, 255);
        assert_eq!(palette.colours.len(), 255);
        for (pixel, index) in many.iter().zip(palette.indices(&many)) {
            assert!(distance(*pixel, palette.colours[usize::from(index)]) <= ALIKE, "{pixel:?}");
        }
    }

    /// Of a square that is new only its corners differ: what is between them is seen through.
    #[test]
    fn what_stays_as_it_is_is_not_written_again() {
        let mut gif = Gif::new(3, 2).unwrap();
        gif.push(&picture(["kkk", "kkk"]), 10).unwrap();
        // Two colours, and so a third index, which needs a larger table.
        gif.push(&picture(["rkk", "kkw"]), 10).unwrap();
        let frames = decoded(&gif.finish().unwrap());
        let opaque: Vec<bool> = frames[1].2.chunks(4).map(|pixel| pixel[3] == 255).collect();
        assert_eq!(frames[1].1, [0, 0, 3, 2]);
        assert_eq!(opaque, [true, false, false, false, false, true]);
    }

    #[test]
    fn what_has_no_size_or_another_one_is_refused_with_what_was_expected() {
        let refused = |width, height| Gif::new(width, height).unwrap_err().to_string();
        assert!(refused(0, 2).contains("expected sides of 1 to 65535"));
        assert!(refused(2, 70_000).contains("70000"));
        let error = Gif::new(3, 2).unwrap().push(&[0; 23], 10).unwrap_err();
        assert_eq!(error, GifError::Picture { expected: 24, found: 23 });
    }
}
