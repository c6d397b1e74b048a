// Runs in CloudFront on every request to the form. CloudFront compresses nothing that it may not keep, and refuses
// Accept-Encoding in a list of headers to pass on: the form's handler compresses its pages itself, and learns under
// another name whether the browser takes that.

const closed = ''; // filled in by infra/render: page of a paused form

function handler(event) {
  if (paused === 'yes') return pause();
  const request = event.request;
  const accepted = request.headers['accept-encoding'];
  if (accepted) request.headers['x-accept-encoding'] = { value: accepted.value };
  else delete request.headers['x-accept-encoding'];
  return request;
}

function pause() {
  const headers = { 'content-type': { value: 'text/html; charset=utf-8' }, 'cache-control': { value: 'no-store' } };
  return { statusCode: 503, statusDescription: 'Service Unavailable', headers: headers, body: closed };
}
