//! Which methods each address takes.

use bytes::Bytes;
use http::Request;

use crate::test_service::TestService;

#[tokio::test]
async fn each_address_says_which_methods_it_takes() {
    let service = TestService::new();

    for (method, address, allow) in [
        ("PUT", "verification", "GET, HEAD, POST"),
        ("DELETE", "verification", "GET, HEAD, POST"),
        ("GET", "modification", "POST"),
        ("HEAD", "modification", "POST"),
        ("PUT", "modification", "POST"),
        ("GET", "envoi", "POST"),
        ("PATCH", "envoi", "POST"),
        ("POST", "recue/BDP-3222-222S", "GET, HEAD"),
        ("OPTIONS", "recue/BDP-3222-222S", "GET, HEAD"),
    ] {
        let uri = format!("/candidature/{address}");
        let request = Request::builder().method(method).uri(uri).body(Bytes::new()).unwrap();
        let answered = service.request(request).await;
        assert_eq!(answered.header("allow"), allow, "{method} {address}");
        answered.expect(405);
    }
    service.get("/candidature/verification").await.expect(303);
}
