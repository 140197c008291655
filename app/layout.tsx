import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { decimalMarkOf } from "@/lib/core/decimal-mark";
import { formFailed } from "@/lib/web/failed-form";
import "@fontsource-variable/ibm-plex-sans";
import "@fontsource/ibm-plex-mono/400.css";
import "@fontsource/ibm-plex-mono/500.css";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const failed = (await formFailed()) ? "Error: " : "";
  return {
    // Without a default, so that a page may give its title by what it shows: see PageTitle.
    title: { default: "", template: `${failed}%s – Countinghouse` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** The root of every page. Reading the headers makes each of them dynamic, which is what gives its scripts their nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = await cookies();
  const languages = (await headers()).get("accept-language");
  return (
    <html
      lang="en"
      data-theme={themeOf(chosen.get("theme")?.value)}
      data-blurred={chosen.get("blurred")?.value === "1" ? "" : undefined}
      data-decimal={decimalMarkOf(languages)}
    >
      <body>{children}</body>
    </html>
  );
}

function themeOf(chosen: string | undefined): "light" | "dark" | "system" {
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}
