/** Our gateway as `pnpm --filter @gkz-qe/gateway start` starts it, with its own defaults. */
await import('@gkz-qe/gateway/main.ts');
process.send?.({ url: `http://127.0.0.1:${process.env.PORT}/graphql` });
