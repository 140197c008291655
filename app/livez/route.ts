/** Whether this process answers at all; it asks nobody else (control 74). */
export function GET(): Response {
  return new Response("alive\n");
}
