# The actor services: docker build -t breakwater -f ops/deploy/kubernetes/serve.Dockerfile .
# after ./mvnw package
FROM eclipse-temurin:17-jre
COPY breakwater /opt/breakwater/breakwater
COPY distribution/target/breakwater /opt/breakwater/distribution/target/breakwater
WORKDIR /opt/breakwater
ENTRYPOINT ["./breakwater"]
