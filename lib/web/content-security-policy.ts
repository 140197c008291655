/** The policy of one answer (control 10): only this host, and only scripts and styles that carry its nonce. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
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
