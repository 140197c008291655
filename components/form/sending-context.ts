"use client";

import { createContext } from "react";
import type { Sending } from "./use-sending";

/** How the form around a button stands. */
export const SendingContext = createContext<Sending>("idle");
