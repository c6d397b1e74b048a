// Runs in CloudFront, before its cache, on every request for a page. infra/render puts in the redirects.
// Addresses: /x/ is the file /x/index.html; /x and /x/index.html lead to /x/, so that a page has one address. Accents
// are compared as they are encoded: this runtime has no String.prototype.normalize.

const redirects = {}; // filled in by infra/render: redirects
const files = {}; // filled in by infra/render: files without an ending
const home = ''; // filled in by infra/render: address
const form = ''; // filled in by infra/render: form
const closed = ''; // filled in by infra/render: page of a paused form

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  // A browser reads // and /\ at the start as another site's address, and leaves out tabs and the like in between:
  // such a path leads nowhere.
  if (/\/\/|\\|[\0- \x7f]/.test(uri)) return request;
  // Not at the root: should the default root object ever come first, / would lead to itself.
  const host = request.headers.host ? request.headers.host.value : '';
  // CloudFront's own name stays: a deployment is tried there before the domain leads to it.
  if (home && host !== home && !host.endsWith('.cloudfront.net')) return moved('https://' + home + uri, request.querystring);
  if (paused === 'yes' && uri === form) return pause();
  const page = uri.replace(/^(\/.+)\/index\.html$/, '$1/');
  const folder = page.endsWith('/') || /\.[^/]*$/.test(page) || has(files, decoded(page)) ? page : page + '/';
  const known = [uri, folder].find((path) => has(redirects, path));
  if (known !== undefined) return moved(redirects[known], request.querystring);
  if (folder !== uri) return moved(folder, request.querystring);
  if (uri.endsWith('/')) request.uri = uri + 'index.html';
  // In other signs, such as %2Findex.html, it is no address of the page: a file that is not there.
  else if (/.\/index\.html$/.test(decoded(uri))) request.uri = uri + '/';
  return request;
}

function has(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}

function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    return uri; // no UTF-8, and no file of ours
  }
}

function moved(to, querystring) {
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: to + query(querystring) }, 'cache-control': { value: 'public, max-age=3600' } },
  };
}

function pause() {
  const headers = { 'content-type': { value: 'text/html; charset=utf-8' }, 'cache-control': { value: 'no-store' } };
  return { statusCode: 503, statusDescription: 'Service Unavailable', headers: headers, body: closed };
}

// Names and values arrive, and leave, as they were encoded.
function query(querystring) {
  const pairs = [];
  Object.keys(querystring || {}).forEach((name) => {
    const given = querystring[name];
    (given.multiValue || [given]).forEach((one) => pairs.push(one.value === '' ? name : name + '=' + one.value));
  });
  return pairs.length > 0 ? '?' + pairs.join('&') : '';
}
