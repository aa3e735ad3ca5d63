import {readdirSync, readFileSync, writeFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseAllDocuments} from 'yaml';

const OPTIONS = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
];

/** Each manifest is what the API of Kubernetes takes, without a key that it does not know; and they fit each other. */
export async function checkKubernetes({root, bin, folder, checks, run}) {
    const manifests = join(root, 'deploy/kubernetes');
    const files = readdirSync(manifests).filter((name) => name.endsWith('.yaml'));
    const things = [];
    for (const name of files) {
        for (const document of parseAllDocuments(readFileSync(join(manifests, name), 'utf8'), {uniqueKeys: true})) {
            checks.check(`${name} is YAML`, document.errors.length === 0, document.errors.join('\n'));
            things.push({name, thing: document.toJS()});
        }
    }
    const kustomization = things.find(({name}) => name === 'kustomization.yaml').thing;
    const objects = things.filter(({name}) => name !== 'kustomization.yaml');

    // Values by the schemas of the API, which let keys pass that they do not know; keys by its types.
    let source = '';
    for (const [index, {name, thing}] of objects.entries()) {
        const path = `kubernetes-models/${thing.apiVersion}`;
        const {[thing.kind]: Model} = await import(path);
        checks.check(`${name} is of a kind that there is`, Model !== undefined, `${thing.apiVersion} ${thing.kind}`);
        try {
            new Model(thing).validate();
            checks.check(`${name} is valid`, true);
        } catch (problem) {
            checks.check(`${name} is valid`, false, problem.message);
        }
        source += `import type {I${thing.kind} as T${index}} from '${path}';\n`;
        source += `export const t${index}: T${index} = ${JSON.stringify(thing)}; // ${name}\n`;
    }
    writeFileSync(join(folder, 'manifests.ts'), source);
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    symlinkSync(fileURLToPath(new URL('node_modules', import.meta.url)), join(folder, 'node_modules'));
    const types = run(join(bin, 'tsc'), [...OPTIONS, 'manifests.ts'], {cwd: folder});
    checks.check('no manifest has a key that Kubernetes does not know', types.ok, types.said);

    const listed = new Set(kustomization.resources);
    const wanted = files.filter((name) => name !== 'kustomization.yaml' && !name.includes('.example.'));
    checks.check(
        'kustomization.yaml names every manifest and no example',
        wanted.length === listed.size && wanted.every((name) => listed.has(name)),
        `${[...listed]} instead of ${wanted}`,
    );
    fit(
        checks,
        Object.fromEntries(objects.map(({thing}) => [thing.kind, thing])),
        readFileSync(join(root, 'docs/configuration.md'), 'utf8'),
    );
}

/** What one manifest says of another, of the image and of the Manager. */
function fit(checks, of, configuration) {
    const pod = of.Deployment.spec.template;
    const [manager] = pod.spec.containers;
    const labels = JSON.stringify(pod.metadata.labels);
    for (const [kind, selector] of [
        ['Deployment', of.Deployment.spec.selector.matchLabels],
        ['Service', of.Service.spec.selector],
        ['PodDisruptionBudget', of.PodDisruptionBudget.spec.selector.matchLabels],
        ['NetworkPolicy', of.NetworkPolicy.spec.podSelector.matchLabels],
    ]) {
        checks.check(`the ${kind} means the pods`, JSON.stringify(selector) === labels, JSON.stringify(selector));
    }
    const ports = manager.ports.map(({name}) => name);
    const named = [
        of.Service.spec.ports[0].targetPort,
        ...of.NetworkPolicy.spec.ingress.flatMap(({ports: open}) => open.map(({port}) => port)),
        ...['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => manager[probe].httpGet.port),
    ];
    checks.check(
        'ports that are named are there',
        named.every((port) => ports.includes(port)),
        `${named} of ${ports}`,
    );
    checks.check(
        'a node is restarted when it does not live, and left alone when it is not ready',
        manager.livenessProbe.httpGet.path === '/health/live' && manager.readinessProbe.httpGet.path === '/health/ready',
    );
    checks.check('pods are stopped one by one', of.PodDisruptionBudget.spec.minAvailable < of.Deployment.spec.replicas);

    // 30 s is the drain of the node (docs/operations.md#stopping).
    const before = Number(manager.lifecycle.preStop.exec.command[1]);
    checks.check('there is time to drain', pod.spec.terminationGracePeriodSeconds >= before + 30 + 15, `${before} s before`);

    // The restricted profile of the pod security standards.
    const {securityContext: inner} = manager;
    const {securityContext: outer} = pod.spec;
    checks.check(
        'the pod keeps to the restricted profile',
        outer.runAsNonRoot === true &&
            outer.runAsUser > 0 &&
            outer.seccompProfile.type === 'RuntimeDefault' &&
            inner.allowPrivilegeEscalation === false &&
            inner.capabilities.drop.includes('ALL') &&
            !inner.capabilities.add &&
            !pod.spec.hostNetwork,
    );
    checks.check('its root is read-only', inner.readOnlyRootFilesystem === true);
    checks.check(
        'memory is limited to what is asked for',
        manager.resources.limits.memory === manager.resources.requests.memory,
    );
    for (const [kind, keys] of [
        ['ConfigMap', of.ConfigMap.data],
        ['Secret', of.Secret.stringData],
    ]) {
        for (const key of Object.keys(keys)) {
            checks.check(`${kind}: ${key} is a variable of the Manager`, configuration.includes(`\`${key}\``));
        }
    }
    checks.check(
        'the example of a secret holds none',
        Object.entries(of.Secret.stringData).every(([key, value]) => key.endsWith('_USER') || /^<.*>$/.test(value)),
    );
}
