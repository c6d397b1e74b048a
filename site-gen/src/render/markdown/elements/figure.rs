//! A paragraph that is an image and its caption.

/// What becomes of a paragraph that is an image with a title and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    /// It is another paragraph.
    None,
    /// Its image is to be written, whose title is its caption if it is one of the site's.
    Asked,
    /// So it is.
    Made,
}

impl Figure {
    /// Whether the title of the image that is written is its caption; the paragraph is a figure then.
    pub(crate) fn takes_title(&mut self) -> bool {
        let is_asked = *self == Self::Asked;
        if is_asked {
            *self = Self::Made;
        }
        is_asked
    }
}
