# syntax=docker/dockerfile:1

FROM eclipse-temurin:25.0.3_9-jdk-noble AS build
WORKDIR /build
# A mirror for Maven itself; see docs/decisions/0004-the-wrapper-names-no-registry.md
ARG MVNW_REPOURL
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY routes routes
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -q package -Dmaven.test.skip=true -Djacoco.skip=true
RUN java -Djarmode=tools -jar target/kvitt-*.jar extract --layers --destination layers --application-filename kvitt.jar \
    # PostgreSQL for other systems than this image's
    && rm -f layers/dependencies/lib/embedded-postgres-binaries-*darwin*.jar \
             layers/dependencies/lib/embedded-postgres-binaries-*windows*.jar \
             layers/dependencies/lib/embedded-postgres-binaries-*alpine*.jar

FROM eclipse-temurin:25.0.3_9-jre-noble AS runtime
RUN groupadd --gid 10001 kvitt \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin kvitt \
    && install -d -o 10001 -g 10001 /data
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY deploy/kvitt/ ./

# In the runtime's own JVM, because another one would not take the cache.
FROM runtime AS train
USER 10001:10001
RUN ./train.sh /tmp/kvitt.aot

FROM runtime
COPY --from=train /tmp/kvitt.aot ./
USER 10001:10001
# Each thread would have an arena of its own in malloc, and keep what the compiler once needed.
ENV KVITT_DATA=/data SERVER_ADDRESS=0.0.0.0 MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/app/healthy.sh", "liveness"]
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=kvitt.aot", "-jar", "kvitt.jar"]
