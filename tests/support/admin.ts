import postgres from "postgres";

/** One plain connection of the superuser, to make and drop databases. */
export function openAdmin(url: string): postgres.Sql {
  return postgres(url, { max: 1, onnotice: () => undefined });
}
