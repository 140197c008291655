import "server-only";
import { forbidden, notFound } from "next/navigation";
import { isBankError } from "../core/errors";
import { sayAway } from "./away";

/** Line 2 of a page: what a query refuses becomes the page that says so, 404 for what is not there, 403 for what is another's, 503 while the database is away. */
export async function ask<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    if (isBankError(error) && error.code === "not_found") notFound();
    if (isBankError(error) && error.code === "forbidden") forbidden();
    await sayAway(error);
    throw error;
  }
}
