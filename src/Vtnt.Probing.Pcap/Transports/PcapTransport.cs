using SharpPcap;
using SharpPcap.LibPcap;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// Receives through libpcap, where raw sockets do not deliver or a capture filter is wanted; sends through another
/// transport, whose time base is also this one's.
/// </summary>
/// <remarks>
/// Time stamps are those of the datalink layer, in microseconds. A wait can last one millisecond longer than asked for.
/// </remarks>
public sealed class PcapTransport : IProbeTransport, ISourceAddressLookup, IRouteLookup, IDisposable
{
    private const int ReadTimeoutMilliseconds = 1, MinSnapLength = 96;

    private readonly IProbeTransport _sender;
    private readonly LibPcapLiveDevice _device;
    private readonly LinkType _linkType;

    private PcapTransport(IProbeTransport sender, LibPcapLiveDevice device)
    {
        _sender = sender;
        _device = device;
        _linkType = (LinkType)(int)device.LinkType;
    }

    /// <summary>Opens an interface.</summary>
    /// <param name="sender">Sends; it stays the caller's to dispose.</param>
    /// <param name="options">What to listen to.</param>
    /// <exception cref="ArgumentException">The filter is not one, or the snap length is out of range.</exception>
    /// <exception cref="ProbingException">libpcap is missing, there is no such interface, or it may not be opened.</exception>
    public static PcapTransport Open(IProbeTransport sender, PcapTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Interface, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SnapLength, MinSnapLength, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SnapLength, CaptureFile.MaxFrameLength, nameof(options));
        LibPcapLiveDevice? device = null;
        try
        {
            device = Find(options.Interface);
            device.Open(new DeviceConfiguration { Immediate = true, ReadTimeout = ReadTimeoutMilliseconds, Snaplen = options.SnapLength });
            SetFilter(device, options.Filter);
            return new(sender, device);
        }
        catch (DllNotFoundException)
        {
            throw new ProbingException(ProbingError.NotSupported, "libpcap is not installed; install the package libpcap0.8.");
        }
        catch (PcapException exception)
        {
            device?.Dispose();
            bool isPrivilege = exception.Error == PcapError.PermissionDenied;
            throw new ProbingException(
                isPrivilege ? ProbingError.Privilege : ProbingError.NoInterface,
                $"'{options.Interface}' cannot be captured from: {exception.Message.Trim()}");
        }
    }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities =>
        _sender.Capabilities | TransportCapabilities.ObservesReplyHeader | TransportCapabilities.ObservesQuotation | TransportCapabilities.ObservesFlowLabel;

    /// <inheritdoc/>
    public Timestamp Now => _sender.Now;

    /// <summary>What the sending transport says; null when it cannot tell.</summary>
    public HostAddress? SourceFor(HostAddress destination) => (_sender as ISourceAddressLookup)?.SourceFor(destination);

    /// <inheritdoc/>
    public bool IsOwn(HostAddress source) => (_sender as ISourceAddressLookup)?.IsOwn(source) ?? true;

    /// <inheritdoc/>
    public int? MtuFor(HostAddress destination) => (_sender as IRouteLookup)?.MtuFor(destination);

    /// <inheritdoc/>
    public HostAddress? RouterFor(HostAddress destination) => (_sender as IRouteLookup)?.RouterFor(destination);

    /// <inheritdoc/>
    public void Send(PacketBatch batch) => _sender.Send(batch);

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Clear();
        while (batch.Count == 0)
        {
            GetPacketStatus status = _device.GetNextPacket(out PacketCapture capture);
            if (status == GetPacketStatus.PacketRead)
            {
                Take(capture, batch);
            }
            else if (status == GetPacketStatus.Error)
            {
                throw new ProbingException(ProbingError.SocketFailed, $"Capturing from '{_device.Name}' failed: {_device.LastError}");
            }

            if (Now >= until)
            {
                break;
            }
        }

        return batch.Count;
    }

    /// <summary>Closes the interface.</summary>
    public void Dispose() => _device.Dispose();

    private static LibPcapLiveDevice Find(string name)
    {
        foreach (LibPcapLiveDevice device in LibPcapLiveDeviceList.New())
        {
            if (device.Name == name)
            {
                return device;
            }
        }

        throw new ProbingException(ProbingError.NoInterface, $"There is no interface '{name}' to capture from.");
    }

    private static void SetFilter(LibPcapLiveDevice device, string filter)
    {
        try
        {
            device.Filter = filter;
        }
        catch (PcapException exception)
        {
            device.Dispose();
            throw new ArgumentException($"'{filter}' is no capture filter: {exception.Message.Trim()}", nameof(filter));
        }
    }

    private void Take(in PacketCapture capture, PacketBatch batch)
    {
        bool isIp = LinkLayer.Open(_linkType, capture.Data, out ReadOnlySpan<byte> packet) == FrameVerdict.IpPacket;
        if (!isIp || !batch.Fits(packet.Length))
        {
            return;
        }

        packet.CopyTo(batch.FreeSpan);
        ref PacketEntry entry = ref batch.Commit(packet.Length);
        entry.Time = ToTimeBase(capture.Header.Timeval);
        entry.Origin = TimestampOrigin.Datalink;
    }

    /// <summary>The wall clock's stamp in the sender's time base: as long before now as it is before the wall clock's now.</summary>
    private Timestamp ToTimeBase(PosixTimeval stamp)
    {
        var stamped = new Timestamp(((long)stamp.Seconds * 1_000_000_000) + ((long)stamp.MicroSeconds * 1_000));
        TimeSpan age = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow) - stamped;
        return age < TimeSpan.Zero || age > TimeSpan.FromSeconds(1) ? Now : Now - age;
    }
}
