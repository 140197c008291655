/** A name in any script, kept from turning the text around it. */
export function PersonName({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}
