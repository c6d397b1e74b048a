//! The least a Lambda function can do: the benchmark's measure of what starting costs.

use std::convert::Infallible;

use lambda_http::{Request, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let hello = |_: Request| async { Ok::<_, Infallible>("hello") };
    lambda_http::run(service_fn(hello)).await
}
