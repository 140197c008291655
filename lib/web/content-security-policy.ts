/** What somebody uploaded, at the one place that gives it back. */
const UPLOADED = /^\/customers\/[^/]+\/scans\/[0-9a-f-]{36}$/;

/** The policy of an answer by its address: a page runs what carries its nonce, an uploaded file nothing at all (control 61). */
export function policyFor(path: string, nonce: string, development: boolean): string {
  return UPLOADED.test(path) ? "default-src 'none'; sandbox" : contentSecurityPolicy(nonce, development);
}

/** The policy of one page (control 10): only this host, and only scripts and styles that carry its nonce. */
function contentSecurityPolicy(nonce: string, development: boolean): string {
  // The development server evaluates code, injects styles and speaks over a web socket.
  const script = development ? " 'unsafe-eval'" : "";
  const style = development ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  const connect = development ? " ws:" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script}`,
    `style-src 'self' ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${connect}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}
