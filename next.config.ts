import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import { LIST_MAX_BYTES } from "./lib/screening/list-size";

const root = dirname(fileURLToPath(import.meta.url));

// A second build beside the one that is being served (`npm test` while `npm run up` runs). Its types are checked by
// their own step, through a tsconfig that Next leaves as it is.
const distDir = process.env.NEXT_DIST_DIR;

/** Control 11. The content security policy carries a nonce and is set per response, in proxy.ts. */
const securityHeaders = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Not no-referrer: a form posted without JavaScript would then say `Origin: null`, and the own guard refuse it.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  ...(distDir ? { distDir, typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.tests.json" } } : {}),
  poweredByHeader: false,
  devIndicators: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ["postgres", "@node-rs/argon2", "pino", "pdfkit", "fontkit", "@hyzyla/pdfium"],
  turbopack: { root },
  outputFileTracingRoot: root,
  // authInterrupts: without it a page has no way to answer 403.
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: "64kb" },
    // What the proxy keeps of a body: as much as the largest form that carries files. Each has its own cap in the proxy.
    proxyClientMaxBodySize: LIST_MAX_BYTES + 1024,
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
