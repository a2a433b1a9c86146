package io.kvitt.camel;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/** Camel's HTTP component with connections that hold little: each payment at work has one, and mostly waits on it. */
final class SmallConnections extends HttpComponent {

    /** Bytes of each of its three buffers, which would be 32 KB. Longer bodies pass them by. */
    private static final int BUFFER = 2048;

    @Override
    protected HttpClientConnectionManager createConnectionManager(
            TlsSocketStrategy tls, int maxTotal, int perRoute, SocketConfig socket) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                        .build())
                .setTlsSocketStrategy(tls)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.ofMilliseconds(getConnectionTimeToLive()))
                        .build())
                .setDefaultSocketConfig(socket)
                .setMaxConnTotal(maxTotal > 0 ? maxTotal : getMaxTotalConnections())
                .setMaxConnPerRoute(perRoute > 0 ? perRoute : getConnectionsPerRoute())
                .build();
    }
}
