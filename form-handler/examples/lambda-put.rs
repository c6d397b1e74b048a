//! The least a Lambda function can do with a form: put its body into `DynamoDB`, unread. The benchmark's
//! measure of what one call costs, with the handler's own libraries and budget.

use std::{convert::Infallible, sync::Arc};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::{
    Client, Config,
    config::Region,
    primitives::Blob,
    types::AttributeValue::{B, S},
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use form_handler::store::dynamo::{DynamoStore, within_budget};
use lambda_http::{Request, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    #[expect(clippy::disallowed_methods, reason = "the environment enters here")]
    let variable = |name| std::env::var(name).unwrap_or_default();
    let credentials = Credentials::new(
        variable("AWS_ACCESS_KEY_ID"),
        variable("AWS_SECRET_ACCESS_KEY"),
        Some(variable("AWS_SESSION_TOKEN")),
        None,
        "environment",
    );
    let config = within_budget(Config::builder())
        .region(Region::new(variable("AWS_REGION")))
        .credentials_provider(credentials)
        .endpoint_url(variable("AWS_ENDPOINT_URL_DYNAMODB"))
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https());
    let client = Client::from_conf(config.build());
    let table: Arc<str> = variable("TABLE_NAME").into();
    DynamoStore::new(client.clone(), &*table, "").warm().await?;
    let put = move |request: Request| {
        let id = request.headers().get("x-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
        let put = client
            .put_item()
            .table_name(&*table)
            .item("pk", S(format!("PUT#{id}")))
            .item("body", B(Blob::new(request.body().as_ref())))
            .condition_expression("attribute_not_exists(pk)")
            .send();
        async move {
            Ok::<_, Infallible>(match put.await {
                Ok(_) => "kept".to_owned(),
                Err(error) => error.to_string(),
            })
        }
    };
    lambda_http::run(service_fn(put)).await
}
