/** What a page says and carries, without what every answer has of its own: nonces, identifiers of the request, what was asked for. */
export function saidBy(html: string, asked: readonly string[]): string {
  const bare = html
    .replaceAll(/nonce="[^"]*"|"nonce":"[^"]*"|nonce\\?":\\?"[^"\\]*/g, "")
    .replace(/<script[\s\S]*?<\/script>/g, "");
  return asked.reduce((text, one) => text.replaceAll(one, "ASKED").replaceAll(encodeURIComponent(one), "ASKED"), bare);
}
