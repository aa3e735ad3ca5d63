// A certified provider of OpenID Connect on loopback. Its own pages for signing in take any name; who signs in as "ada" is ada.
import Provider from 'oidc-provider';

/** Keeps what it knows while it is away and comes back on the same port. */
export async function startProvider(port, site, portal) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'manager',
        client_secret: 'secret-of-the-manager',
        redirect_uris: [`${site}/api/auth/callback`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
      {
        client_id: 'portal',
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [portal],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
      {
        client_id: 'stranger',
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [portal],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: {profile: ['name', 'preferred_username'], email: ['email', 'email_verified']},
    conformIdTokenClaims: false,
    cookies: {keys: ['only-for-this-suite']},
    pkce: {required: () => true},
    ttl: {AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600},
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: `Person ${id}`,
        preferred_username: id,
        email: `${id}@example.com`,
        email_verified: true,
      }),
    }),
  });
  const problems = [];
  provider.on('server_error', (_, error) => problems.push(String(error.stack ?? error)));
  let server;
  const listen = () =>
    new Promise((resolve, reject) => {
      server = provider.listen(port, '127.0.0.1', resolve);
      server.on('error', reject);
    });
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  await listen();
  return {issuer, problems, away: close, back: listen, stop: close};
}
