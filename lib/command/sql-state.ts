/** The SQLSTATE of a database error, through the wrappers that a query builder puts around it. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code: unknown = "code" in at ? at.code : undefined;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** The violated constraint of a database error, when there is one. */
export function constraintOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const name: unknown = "constraint_name" in at ? at.constraint_name : undefined;
    if (typeof name === "string") return name;
  }
  return undefined;
}
