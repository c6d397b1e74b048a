//! Reads the body of a request, no longer than it may take and no more of it than anybody must see.

use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

/// How long it may take: at 5 kB/s, the largest form arrives.
const BODY: Duration = Duration::from_mins(1);

/// What it may hold beyond its limit and still be read to its end: a browser that is cut off
/// while it sends shows no answer at all.
const DRAINED: usize = 4 * 1024 * 1024;

/// The body, or its first `limit` + 1 bytes: one too many is all the service must see. `None` if it breaks off or does
/// not come.
pub async fn read(body: Body, limit: usize) -> Option<Bytes> {
    timeout(BODY, read_to_end(body, limit)).await.ok()?.ok()
}

async fn read_to_end(mut body: Body, limit: usize) -> Result<Bytes, axum::Error> {
    let announced = body.size_hint().exact().and_then(|bytes| usize::try_from(bytes).ok());
    // At once: bytes that grow leave copies of what they were behind, which nobody wipes.
    let mut kept = BytesMut::with_capacity(announced.unwrap_or(limit + 1).min(limit + 1));
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        length += data.len();
        let room = (limit + 1).saturating_sub(kept.len());
        kept.extend_from_slice(&data[..data.len().min(room)]);
        if length > limit + DRAINED {
            break;
        }
    }
    Ok(kept.freeze())
}
