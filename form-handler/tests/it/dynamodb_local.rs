//! Amazon's own `DynamoDB` Local, one for all tests of this binary, and a table for each.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use aws_sdk_dynamodb::{
    Client, Config,
    config::{
        BehaviorVersion, Builder, Credentials, Region,
        retry::{RetryConfig, RetryPartition},
        timeout::TimeoutConfig,
    },
    types::{AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType},
};
use form_handler::store::dynamo::{DynamoStore, within_budget};

/// Where `npm ci` in `tests/` puts it.
const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/node_modules/amplify-dynamodb-simulator/emulator"
);

/// The shell waits on its standard input, which ends when this process does, however it ends: no test
/// leaves a server behind. Compiled by the first of Java's two compilers only: in so few minutes the second
/// one costs more than it saves.
const SERVE: &str = r#"java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar -port "$1" -inMemory -sharedDb -disableTelemetry & server=$!
read -r _
kill -9 $server"#;

/// Java starts in two seconds; this is for a machine that has much else to do.
const PATIENCE: Duration = Duration::from_mins(1);

/// A table of its own in the server that all tests share.
pub struct Table {
    pub name: String,
    pub client: Client,
}

/// The server's port; started by whoever asks first.
pub fn port() -> u16 {
    static SERVER: OnceLock<(u16, Child)> = OnceLock::new();
    SERVER.get_or_init(start).0
}

fn start() -> (u16, Child) {
    assert!(
        Path::new(FOLDER).is_dir(),
        "DynamoDB Local is not at {FOLDER}: tests/run installs it, and so does `npm ci` in tests/"
    );
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let server = Command::new("sh")
        .args(["-c", SERVE, "sh", &port.to_string()])
        .current_dir(FOLDER)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh and Java 17 are installed");
    (port, server)
}

/// A client of whatever answers on that port, with the budget of the product.
pub fn client(port: u16) -> Client {
    Client::from_conf(local(within_budget(Config::builder()), port))
}

fn local(config: Builder, port: u16) -> Config {
    // The library counts retries per partition, and would let one test use up another's.
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let partition = format!("test {}", NUMBER.fetch_add(1, Ordering::Relaxed));
    config
        .region(Region::new("eu-west-3"))
        .credentials_provider(Credentials::new("local", "local", None, None, "tests"))
        .endpoint_url(format!("http://127.0.0.1:{port}"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .retry_partition(RetryPartition::new(partition))
        .build()
}

impl Table {
    /// A new table, empty, with one for counters and one for the journal.
    pub async fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("applications-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let client = client(port());
        let created = tokio::time::timeout(PATIENCE, async {
            loop {
                let all = [
                    create(&client, &name, None).await,
                    create(&client, &counters(&name), None).await,
                    create(&client, &journal(&name), Some("sk")).await,
                ];
                // The answer to an earlier attempt came too late.
                let is_there = |created: &Result<(), _>| {
                    matches!(
                        created,
                        Ok(()) | Err(aws_sdk_dynamodb::Error::ResourceInUseException(_))
                    )
                };
                if all.iter().all(is_there) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        created.await.expect("DynamoDB Local answers");
        Self { name, client }
    }

    /// The store on this table.
    pub fn store(&self) -> DynamoStore {
        self.store_through(port())
    }

    /// The store on this table, waiting as long as it takes: a thousand at once are too many for a server in
    /// Java on two processors, not for what is tested.
    pub fn patient_store(&self) -> DynamoStore {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .retry_config(RetryConfig::standard().with_max_attempts(10))
            .timeout_config(TimeoutConfig::disabled());
        DynamoStore::new(Client::from_conf(local(config, port())), &self.name, counters(&self.name))
    }

    /// The store on this table, through whatever listens on that port.
    pub fn store_through(&self, port: u16) -> DynamoStore {
        DynamoStore::new(client(port), &self.name, counters(&self.name))
    }
}

/// The table of counters beside a table of applications.
fn counters(name: &str) -> String {
    format!("{name}-counters")
}

/// The journal's table beside a table of applications.
pub fn journal(name: &str) -> String {
    format!("{name}-journal")
}

/// A table whose key is a text, and after it, if it has one, a number.
async fn create(
    client: &Client,
    name: &str,
    sort: Option<&str>,
) -> Result<(), aws_sdk_dynamodb::Error> {
    let mut table = client.create_table().table_name(name).billing_mode(BillingMode::PayPerRequest);
    let keys = [
        (Some("pk"), ScalarAttributeType::S, KeyType::Hash),
        (sort, ScalarAttributeType::N, KeyType::Range),
    ];
    for (name, kind, place) in keys {
        let Some(name) = name else { continue };
        let attribute = AttributeDefinition::builder().attribute_name(name).attribute_type(kind);
        let key = KeySchemaElement::builder().attribute_name(name).key_type(place);
        table = table.attribute_definitions(attribute.build()?).key_schema(key.build()?);
    }
    table.send().await?;
    Ok(())
}
