package io.breakwater.ingest.kinesis;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The AWS clients that the client library works with. */
record KinesisClients(
    KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamoDb, CloudWatchAsyncClient cloudWatch)
    implements AutoCloseable {

  /** Connects lazily: nothing is sent before the first call. */
  static KinesisClients connect(KinesisSettings settings, AwsCredentialsProvider credentials) {
    // Polling needs no HTTP/2, and stand-ins for Kinesis do not speak it.
    var kinesis =
        KinesisAsyncClient.builder()
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1));
    return new KinesisClients(
        with(kinesis, settings, credentials, settings.kinesisEndpoint()).build(),
        with(DynamoDbAsyncClient.builder(), settings, credentials, settings.dynamoDbEndpoint())
            .build(),
        with(CloudWatchAsyncClient.builder(), settings, credentials, Optional.empty()).build());
  }

  @Override
  public void close() {
    kinesis.close();
    dynamoDb.close();
    cloudWatch.close();
  }

  private static <B extends AwsClientBuilder<B, C>, C> B with(
      B builder,
      KinesisSettings settings,
      AwsCredentialsProvider credentials,
      Optional<URI> endpoint) {
    builder.region(Region.of(settings.region())).credentialsProvider(credentials);
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }
}
